import type { Model } from "../../ir/model.js";
import { perModel } from "../per-model.js";
import { versionsOf, type Lock, type ModelHistory } from "./lock-file.js";
import { toShape, type FieldShape, type Shape, type TypeShape, type ValueShape } from "./shape.js";

/** What an indexed field was called in older data. */
export interface FieldPast {
  /** Its path just before; null unless the model's new version renames it. */
  readonly renamedFrom: string | null;
  /** Every path that older data has it under, the youngest first. */
  readonly formerPaths: readonly string[];
}

/** The past of a model's indexed fields, by their paths. */
export function fieldHistory(model: Model, lock: Lock): ReadonlyMap<string, FieldPast> {
  return historyOf(model, lock);
}

const historyOf = perModel((model, lock: Lock): ReadonlyMap<string, FieldPast> => {
  const versions = versionsOf(model.name, lock);
  const older = versions.flatMap(({ version, shape }) => (version === model.schemaVersion ? [] : (lock.shapes[shape] ?? []))).toReversed();
  const isNew = versions.at(-1)?.version !== model.schemaVersion;
  const shapes = [toShape(model), ...older];
  return new Map(
    model.indexes.map(({ path }) => {
      const before = pathBefore(path, shapes[0], shapes[1]);
      return [path, { renamedFrom: isNew && before !== path ? before : null, formerPaths: formerPaths(path, shapes) }];
    }),
  );
});

/** @param shapes the youngest first. */
function formerPaths(path: string, shapes: readonly Shape[]): string[] {
  const all = [path];
  let youngest = path;
  for (const [at, shape] of shapes.entries()) {
    youngest = pathBefore(youngest, shape, shapes[at + 1]);
    if (!all.includes(youngest)) all.push(youngest);
  }
  return all.slice(1);
}

/** A path of a shape as it was in the one before: each key as its field was called, unless it has said so since then. */
function pathBefore(path: string, shape: Shape | undefined, before: Shape | undefined): string {
  let fields = shape === undefined ? [] : fieldsWithin(shape.root, shape.types, new Set());
  let older = before === undefined ? [] : fieldsWithin(before.root, before.types, new Set());
  const keys = path.split(".").map((key) => {
    const found = fields.filter(({ name }) => name === key);
    const from = found.find(({ renamedFrom }) => renamedFrom !== undefined)?.renamedFrom;
    const isStale = older.some(({ name, renamedFrom }) => name === key && renamedFrom === from);
    const old = from === undefined || isStale ? key : from;
    fields = found.flatMap(({ type }) => fieldsWithin(type, shape?.types ?? {}, new Set()));
    older = older.filter(({ name }) => name === old).flatMap(({ type }) => fieldsWithin(type, before?.types ?? {}, new Set()));
    return old;
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
