import type { IndexedPath, Model } from "../../ir/model.js";
import type { Lock, ModelHistory } from "./lock-file.js";
import type { FieldShape, Shape, TypeShape, ValueShape } from "./shape.js";

/** What an indexed field was called in older data. */
export interface FieldPast {
  /** Its path just before; null unless the model's new version renames it. */
  readonly renamedFrom: string | null;
  /** Every path that older data has it under, the youngest first. */
  readonly formerPaths: readonly string[];
}

/** The past of a model's indexed fields, by their paths. */
export function fieldHistory(model: Model, lock: Lock): ReadonlyMap<string, FieldPast> {
  const versions = lock.models.find((history) => history.model === model.name)?.versions ?? [];
  const shapes = versions.flatMap(({ version, shape }) => (version === model.schemaVersion ? [] : (lock.shapes[shape] ?? []))).toReversed();
  const isNew = versions.at(-1)?.version !== model.schemaVersion;
  return new Map(model.indexes.map((index) => [index.path, { renamedFrom: isNew ? freshRename(index, shapes[0]) : null, formerPaths: formerPaths(index, shapes) }]));
}

/** A tag that has stood there since an older version has done its work. */
function freshRename({ path, renamedFrom }: IndexedPath, newest: Shape | undefined): string | null {
  return renamedFrom === null || (newest !== undefined && pathBefore(newest, path) === renamedFrom) ? null : renamedFrom;
}

function formerPaths({ path, renamedFrom }: IndexedPath, shapes: readonly Shape[]): string[] {
  const all = [path, ...(renamedFrom === null ? [] : [renamedFrom])];
  for (const shape of shapes) {
    const [youngest = path] = all.slice(-1);
    const before = pathBefore(shape, youngest);
    if (!all.includes(before)) all.push(before);
  }
  return all.slice(1);
}

/** A path of a shape as it was before that shape: each key as its field was called. */
function pathBefore({ root, types }: Shape, path: string): string {
  let fields = fieldsWithin(root, types, new Set());
  const keys = path.split(".").map((key) => {
    const found = fields.filter(({ name }) => name === key);
    fields = found.flatMap(({ type }) => fieldsWithin(type, types, new Set()));
    return found.find(({ renamedFrom }) => renamedFrom !== undefined)?.renamedFrom ?? key;
  });
  return keys.join(".");
}

/** The fields of the objects that a value is, or that its lists, records and unions hold. */
function fieldsWithin(type: TypeShape, types: Shape["types"], seen: ReadonlySet<string>): readonly FieldShape[] {
  const inner = (values: readonly ValueShape[]): readonly FieldShape[] => values.flatMap((value) => fieldsWithin(value.type, types, seen));
  if (typeof type === "string") return [];
  if ("fields" in type) return type.fields;
  if ("array" in type) return inner([type.array]);
  if ("record" in type) return inner([type.record]);
  if ("tuple" in type) return inner([...type.tuple, ...(type.rest === undefined ? [] : [type.rest])]);
  if ("union" in type) return type.union.flatMap((member) => fieldsWithin(member, types, seen));
  if (!("named" in type) || seen.has(type.named)) return [];
  const named = types[type.named];
  return named === undefined ? [] : fieldsWithin(named.type, types, new Set([...seen, type.named]));
}

/** The versions of a model with the present one, the oldest first. */
export function withPresent(versions: ModelHistory["versions"], version: string, shape: string): ModelHistory["versions"] {
  return [...versions.filter((known) => known.version !== version), { version, shape }];
}
