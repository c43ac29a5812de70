import { closestName } from "../closest-name.js";
import { describeChoice, describeValue } from "../describe-value.js";
import type { Problem } from "../errors.js";
import { isObject, type JsonObject } from "./json-value.js";
import { patchInvalid } from "./patch-errors.js";
import { parsePointer, type Pointer } from "./pointer.js";

const OPS = ["add", "remove", "replace", "move", "copy", "test"] as const;

type Op = (typeof OPS)[number];

/** An operation of a JSON Patch (RFC 6902 section 4). */
export type Operation =
  | { readonly op: "add" | "replace" | "test"; readonly path: Pointer; readonly value: unknown }
  | { readonly op: "remove"; readonly path: Pointer }
  | { readonly op: "move" | "copy"; readonly path: Pointer; readonly from: Pointer };

/** More than anybody reads. */
const MOST_PROBLEMS = 100;

/**
 * Reads a JSON Patch, without a look at what it is to be applied to.
 *
 * @throws PATCH_INVALID with a problem for everything that is malformed (the first hundred of it).
 */
export function parseJsonPatch(patch: unknown, mostOperations: number): readonly Operation[] {
  if (!Array.isArray(patch)) throw patchInvalid([{ path: "", message: explainNoList(patch) }]);
  if (patch.length > mostOperations) {
    throw patchInvalid([{ path: "", message: `Expected at most ${mostOperations} operations, got ${patch.length}.` }]);
  }
  const problems: Problem[] = [];
  const operations = patch.flatMap((operation: unknown, index) => parseOperation(operation, `/${index}`, problems) ?? []);
  if (problems.length > 0) throw patchInvalid(problems.slice(0, MOST_PROBLEMS));
  return operations;
}

function explainNoList(patch: unknown): string {
  const hint = isObject(patch) ? " An object of new values is a merge patch, which has a media type of its own." : "";
  return `Expected a list of operations, got ${describeValue(patch)}.${hint}`;
}

/** One operation that is being read, and what is wrong so far. */
interface Source {
  readonly operation: JsonObject;
  readonly at: string;
  readonly problems: Problem[];
}

/** Undefined, and a problem, for one that is malformed. */
function parseOperation(operation: unknown, at: string, problems: Problem[]): Operation | undefined {
  if (!isObject(operation)) {
    problems.push({ path: at, message: `Expected an operation such as {"op": "remove", "path": "/title"}, got ${describeValue(operation)}.` });
    return undefined;
  }
  const source = { operation, at, problems };
  const op = parseOp(source);
  const path = parsePlace(source, "path");
  switch (op) {
    case "move":
    case "copy":
      return parseTransfer(source, op, path);
    case "remove":
      return path && parseRemoval(source, path);
    case "add":
    case "replace":
    case "test":
      if (!Object.hasOwn(operation, "value")) problems.push({ path: at, message: `The operation "${op}" needs a value.` });
      return path && { op, path, value: operation["value"] };
    default:
      return undefined;
  }
}

function parseOp({ operation, at, problems }: Source): Op | undefined {
  const given = Object.hasOwn(operation, "op") ? operation["op"] : undefined;
  const op = OPS.find((name) => name === given);
  if (op !== undefined) return op;
  const meant = typeof given === "string" ? closestName(given, OPS) : undefined;
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  const message = given === undefined ? `The operation needs "op": ${describeChoice(OPS)}.` : `Expected ${describeChoice(OPS)}, got ${describeValue(given)}.${hint}`;
  problems.push({ path: given === undefined ? at : `${at}/op`, message });
  return undefined;
}

function parsePlace({ operation, at, problems }: Source, name: "path" | "from"): Pointer | undefined {
  if (!Object.hasOwn(operation, name)) {
    problems.push({ path: at, message: `The operation needs "${name}": a JSON Pointer such as "/title".` });
    return undefined;
  }
  const text = operation[name];
  const keys = typeof text === "string" ? parsePointer(text) : undefined;
  if (typeof text === "string" && keys !== undefined) return { text, keys, at: `${at}/${name}` };
  const hint = typeof text === "string" && text.startsWith("/") ? ' In it, "~" is written "~0" and "/" is written "~1".' : "";
  problems.push({ path: `${at}/${name}`, message: `Expected a JSON Pointer such as "/title", got ${describeValue(text)}.${hint}` });
  return undefined;
}

function parseTransfer(source: Source, op: "move" | "copy", path: Pointer | undefined): Operation | undefined {
  const from = parsePlace(source, "from");
  if (path === undefined || from === undefined) return undefined;
  if (op === "move" && path.text.startsWith(`${from.text}/`)) {
    source.problems.push({ path: path.at, message: `What is at ${describeValue(from.text)} can't be moved into itself.` });
  }
  return { op, path, from };
}

function parseRemoval({ problems }: Source, path: Pointer): Operation {
  if (path.text === "") problems.push({ path: path.at, message: "The document as a whole can't be removed." });
  return { op: "remove", path };
}
