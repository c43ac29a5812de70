import type { Constant, Model } from "../../ir/model.js";
import { modelLabel } from "../../ir/names.js";
import { schemaName, type ComponentNames } from "./component-names.js";
import type { ShownIndex } from "./indexes.js";
import { sampleOf } from "./sample.js";
import { revisionExample, SAMPLE_TIME, sampleId } from "./shared-schemas.js";
import { refer, type Example, type MediaType } from "./types.js";

/** What the operations of a model take and give, each with an example where one could be made. */
export interface ModelBodies {
  readonly request: MediaType;
  readonly resource: MediaType;
  readonly page: MediaType;
  readonly revision: MediaType;
  readonly meta: MediaType;
}

type BodyKind = keyof ModelBodies;

/** The bodies of a model, and the examples among its components: `Issue.request`. */
export function modelBodies(model: Model, names: ComponentNames, indexes: readonly ShownIndex[]): { bodies: ModelBodies; examples: Record<string, Example> } {
  const values = exampleValues(model, names, indexes);
  const key = (kind: BodyKind): string => `${model.name}.${kind}`;
  const body = (kind: BodyKind, schema: string): MediaType => ({
    schema: refer("schemas", schema),
    ...(values.has(kind) ? { examples: { example: refer("examples", key(kind)) } } : {}),
  });
  const bodies = {
    request: body("request", schemaName(model.name, "input", names)),
    resource: body("resource", names.resource),
    page: body("page", names.page),
    revision: body("revision", names.revision),
    meta: body("meta", names.meta),
  };
  return { bodies, examples: Object.fromEntries([...values].map(([kind, value]) => [key(kind), { value }])) };
}

function exampleValues(model: Model, { types }: ComponentNames, indexes: readonly ShownIndex[]): ReadonlyMap<BodyKind, Constant> {
  const [request, data] = [sampleOf(model.name, types, "input"), sampleOf(model.name, types, "data")];
  const values = new Map<BodyKind, Constant>();
  if (request !== undefined && !looksLikeSchema(request)) values.set("request", request);
  if (data === undefined || looksLikeSchema(data)) return values;
  const revision = revisionExample(modelLabel(model.name), model.schemaVersion);
  const meta = metaExample(model, indexes, data);
  const resource = { data, revision, meta };
  return values.set("resource", resource).set("page", { items: [resource], nextCursor: null }).set("revision", { data, revision }).set("meta", meta);
}

function metaExample({ name, schemaVersion }: Model, indexes: readonly ShownIndex[], data: Constant): Constant {
  const resourceId = sampleId(modelLabel(name));
  const indexed = indexes.map(({ path, list }) => {
    const values = valuesAt(data, path);
    return [path, list ? values.filter((value) => value !== null) : (values[0] ?? null)] as const;
  });
  return {
    resourceId,
    currentRevisionId: `${resourceId}:1`,
    schemaVersion,
    totalRevisionCount: 1,
    createdTime: SAMPLE_TIME,
    createdBy: "anonymous",
    updatedTime: SAMPLE_TIME,
    updatedBy: "anonymous",
    isDeleted: false,
    indexedData: Object.fromEntries(indexed),
  };
}

/** Linters take an object for a schema, wherever it is, that has one of its words and a value to check against it. */
function looksLikeSchema(value: Constant): boolean {
  if (typeof value !== "object" || value === null) return false;
  const names = new Set(isList(value) ? [] : Object.keys(value));
  const isOne = (names.has("default") || names.has("example")) && SCHEMA_WORDS.some((word) => names.has(word));
  return isOne || Object.values(value).some(looksLikeSchema);
}

const SCHEMA_WORDS = ["type", "enum", "format", "items", "properties", "$ref"];

/** The values at an indexed path: those in lists and records are many. */
function valuesAt(value: Constant, path: string): readonly Constant[] {
  if (typeof value !== "object" || value === null) return path === "" ? [value] : [];
  if (isList(value)) return value.flatMap((item) => valuesAt(item, path));
  const entries = Object.entries(value);
  // What ends at an object is a record, whose values are indexed.
  if (path === "") return entries.flatMap(([, item]) => valuesAt(item, path));
  const found = entries.filter(([name]) => path === name || path.startsWith(`${name}.`));
  return found.flatMap(([name, item]) => valuesAt(item, path.slice(name.length + 1)));
}

function isList(value: Constant): value is readonly Constant[] {
  return Array.isArray(value);
}
