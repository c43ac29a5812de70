import { SpecstarError } from "../../core/errors.js";
import { isRecord } from "../../core/is-record.js";
import { explainUnknown } from "../../query/invalid-query.js";
import { BodyReader, oneOf, TEXT, TEXT_OR_NUMBER, TEXTS, type Kind, type Path } from "../body-reader.js";
import { reasonProblem } from "../change-reason.js";
import { toPrecondition } from "../entity-tags.js";
import type { ServedModel, ServedModels } from "../served-models.js";
import { OPERATIONS, type Members, type OperationName } from "./operations.js";

const MOST_OPERATIONS = 1000;

/** An operation of a batch, with all that it needs. */
export interface Operation {
  readonly op: OperationName;
  readonly model: ServedModel;
  readonly members: Members;
  readonly reason: string | undefined;
}

/**
 * Reads a batch.
 *
 * @throws VALIDATION_FAILED with all that is wrong, each problem at its JSON Pointer: `/operations/3/id`.
 */
export function parseBatch(models: ServedModels, body: unknown): readonly Operation[] {
  const reader = new BodyReader();
  const { operations } = reader.readMembers(body, ["operations"], []);
  const list: readonly unknown[] = Array.isArray(operations) ? operations : [];
  if (!Array.isArray(operations)) reader.refuse(["operations"], "Must be a list of operations.");
  if (list.length > MOST_OPERATIONS) reader.refuse(["operations"], `Has more than ${MOST_OPERATIONS} operations.`);
  const found = list.slice(0, MOST_OPERATIONS).map((each, at) => readOperation(reader, models, each, ["operations", at]));
  if (reader.problems.length > 0) throw noBatch(reader);
  return found.filter((operation) => operation !== undefined);
}

function noBatch({ problems }: BodyReader): SpecstarError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new SpecstarError("VALIDATION_FAILED", `This is no batch. ${first?.path ?? ""}: ${first?.message ?? ""}${more}`, problems);
}

/** Undefined when it can't be told what it is. */
function readOperation(reader: BodyReader, models: ServedModels, value: unknown, path: Path): Operation | undefined {
  const named = isRecord(value) && Object.hasOwn(value, "op") ? value["op"] : "";
  const op = reader.expect(OPERATION_NAME, named, [...path, "op"]);
  if (op === undefined) return undefined;
  const { needs, takes } = OPERATIONS[op];
  const given = reader.readMembers(value, ["op", "model", ...needs, ...takes, "reason"], path);
  for (const name of needs) if (given[name] === undefined) reader.refuse([...path, name], "Is missing.");
  const model = readModel(reader, models, { op, name: given.model }, [...path, "model"]);
  const reason = readReason(reader, given.reason, [...path, "reason"]);
  const members = readMembers(reader, given, path);
  return model && { op, model, members, reason };
}

const OPERATION_NAME: Kind<OperationName> = { name: Object.keys(OPERATIONS).join(" or "), is: isOperationName };

function isOperationName(value: unknown): value is OperationName {
  return typeof value === "string" && Object.hasOwn(OPERATIONS, value);
}

function readModel(reader: BodyReader, models: ServedModels, given: { op: OperationName; name: unknown }, path: Path): ServedModel | undefined {
  const name = reader.expect(TEXT, given.name ?? "", path);
  if (name === undefined) return undefined;
  const model = models.get(name);
  if (model === undefined) return reader.refuse(path, explainUnknown("model", name, [...models.keys()]));
  return model.handlers.has(given.op) ? model : reader.refuse(path, `The model ${JSON.stringify(name)} has no ${given.op} here.`);
}

function readReason(reader: BodyReader, value: unknown, path: Path): string | undefined {
  const reason = reader.expect(TEXT, value, path);
  const problem = reason === undefined ? undefined : reasonProblem(reason);
  return problem === undefined ? reason : reader.refuse(path, problem);
}

const STATUS = oneOf("draft", "stable");
const MODE = oneOf("update", "modify");

function readMembers(reader: BodyReader, given: Partial<Record<keyof Members, unknown>>, path: Path): Members {
  return {
    id: reader.expect(TEXT, given.id, [...path, "id"]),
    data: given.data,
    patch: readPatch(reader, given.patch, [...path, "patch"]),
    n: reader.expect(TEXT_OR_NUMBER, given.n, [...path, "n"]),
    status: reader.expect(STATUS, given.status, [...path, "status"]),
    mode: reader.expect(MODE, given.mode, [...path, "mode"]),
    ifMatch: toTags(reader.expect(TEXT, given.ifMatch, [...path, "ifMatch"])),
    fields: reader.expect(TEXTS, given.fields, [...path, "fields"]),
  };
}

/** A list is a JSON Patch, an object a merge patch. */
function readPatch(reader: BodyReader, patch: unknown, path: Path): Members["patch"] {
  if (patch === undefined) return undefined;
  if (Array.isArray(patch)) return { kind: "json", operations: patch };
  return isRecord(patch) ? { kind: "merge", patch } : reader.refuse(path, "Must be an object (RFC 7396) or a list (RFC 6902).");
}

/** A tag as it is in a RevisionInfo, or what the header If-Match would hold. */
function toTags(ifMatch: string | undefined): Members["ifMatch"] {
  return ifMatch === undefined || /^[\w.-]+$/.test(ifMatch) ? ifMatch : toPrecondition(ifMatch);
}
