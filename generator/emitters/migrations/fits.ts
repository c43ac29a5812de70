import type { FieldShape, ObjectShape, RecordShape, Shape, TypeShape, ValueShape } from "./shape.js";

/** Two shapes that are compared, and the pairs of named types that are being compared already: types may hold themselves. */
export interface Comparison {
  readonly before: Shape;
  readonly after: Shape;
  readonly assumed: ReadonlySet<string>;
}

/** Whether every stored value of one type is a value of the other, and is read as the same. */
export function fits(old: ValueShape, now: ValueShape, comparison: Comparison): boolean {
  const [from, to] = [resolve(old, comparison.before), resolve(now, comparison.after)];
  if (from.nullable === true && to.nullable !== true && to.type !== "json") return false;
  const key = isNamed(old) || isNamed(now) ? JSON.stringify([old.type, now.type]) : null;
  if (key === null) return typeFits(from.type, to.type, comparison);
  return comparison.assumed.has(key) || typeFits(from.type, to.type, { ...comparison, assumed: new Set([...comparison.assumed, key]) });
}

function isNamed({ type }: ValueShape): boolean {
  return typeof type === "object" && "named" in type;
}

/** What a name stands for. */
export function resolve(value: ValueShape, { root, types }: Shape): ValueShape {
  const { type } = value;
  if (typeof type === "string" || !("named" in type)) return value;
  // A name that is not among the types is the model's own.
  const named = types[type.named] ?? { type: root };
  const isNullable = value.nullable === true || named.nullable === true;
  return resolve({ type: named.type, ...(isNullable ? { nullable: true } : {}) }, { root, types });
}

function typeFits(old: TypeShape, now: TypeShape, comparison: Comparison): boolean {
  if (now === "json") return isPlainJson(old, comparison.before, new Set());
  if (typeof old === "object" && "union" in old) return old.union.every((type) => fits({ type }, { type: now }, comparison));
  if (typeof old === "object" && "literals" in old) return old.literals.every((value) => literalFits(value, now, comparison));
  if (typeof now === "object" && "union" in now) return now.union.some((type) => fits({ type: old }, { type }, comparison));
  return typeof old === "string" || typeof now === "string" ? scalarFits(old, now) : partsFit(old, now, comparison);
}

function partsFit(old: Exclude<TypeShape, string>, now: Exclude<TypeShape, string>, comparison: Comparison): boolean {
  if ("template" in old) return "template" in now && old.template === now.template;
  if ("reference" in old) return "reference" in now && old.reference === now.reference;
  if ("array" in old) return "array" in now && fits(old.array, now.array, comparison);
  if ("tuple" in old) return tupleFits(old, now, comparison);
  if ("record" in old) return "record" in now && recordFits(old, now, comparison);
  return "fields" in old && "fields" in now && objectFits(old, now, comparison);
}

/** The texts of references, templates and decimals are text for the reader as well; those of dates and big integers are not. */
function scalarFits(old: TypeShape, now: TypeShape): boolean {
  if (old === now) return true;
  if (now === "number") return old === "integer";
  if (now === "string") return old === "decimal" || (typeof old === "object" && ("template" in old || "reference" in old));
  return old === "boolean" && typeof now === "object" && "literals" in now && [true, false].every((value) => now.literals.includes(value));
}

function literalFits(value: string | number | boolean, now: TypeShape, comparison: Comparison): boolean {
  if (typeof now === "string") {
    return now === typeof value || (now === "integer" && Number.isSafeInteger(value));
  }
  if ("literals" in now) return now.literals.includes(value);
  if ("template" in now) return typeof value === "string" && new RegExp(now.template, "u").test(value);
  return "union" in now && now.union.some((type) => literalFits(value, resolve({ type }, comparison.after).type, comparison));
}

function tupleFits(old: Extract<TypeShape, { tuple: unknown }>, now: Exclude<TypeShape, string>, comparison: Comparison): boolean {
  const all = [...old.tuple, ...(old.rest === undefined ? [] : [old.rest])];
  if ("array" in now) return all.every((item) => fits(item, now.array, comparison));
  if (!("tuple" in now)) return false;
  if (old.rest !== undefined && (now.rest === undefined || !fits(old.rest, now.rest, comparison))) return false;
  if (now.tuple.slice(old.tuple.length).some((item) => item.optional !== true || (old.rest !== undefined && !fits(old.rest, item, comparison)))) return false;
  return old.tuple.every((item, at) => {
    const other = now.tuple[at];
    if (other === undefined) return now.rest !== undefined && fits(item, now.rest, comparison);
    return (item.optional !== true || other.optional === true) && fits(item, other, comparison);
  });
}

export function recordFits(old: RecordShape, now: RecordShape, comparison: Comparison): boolean {
  return (now.keys === undefined || now.keys === old.keys) && fits(old.record, now.record, comparison);
}

function objectFits(old: ObjectShape, now: ObjectShape, comparison: Comparison): boolean {
  const others = new Map(now.fields.map((field) => [field.name, field]));
  const known = new Set(old.fields.map(({ name }) => name));
  if (old.rest !== undefined && (now.rest === undefined || !recordFits(old.rest, now.rest, comparison))) return false;
  const isNewOptional = (field: FieldShape) => field.optional === true && (old.rest === undefined || fits(old.rest.record, field, comparison));
  return (
    old.fields.every((field) => {
      const other = others.get(field.name);
      if (other !== undefined) return (field.optional !== true || other.optional === true) && fits(field, other, comparison);
      return restFits(field, now, comparison);
    }) && now.fields.every((field) => known.has(field.name) || isNewOptional(field))
  );
}

/** Whether a field that is no longer named is one of all the other keys. */
export function restFits(field: FieldShape, { rest }: ObjectShape, comparison: Comparison): boolean {
  return rest !== undefined && (rest.keys === undefined || new RegExp(rest.keys, "u").test(field.name)) && fits(field, rest.record, comparison);
}

/** Whether values are in TypeScript what they are in JSON. */
function isPlainJson(type: TypeShape, shape: Shape, seen: ReadonlySet<string>): boolean {
  const all = (values: readonly ValueShape[]): boolean => values.every((value) => isPlainJson(value.type, shape, seen));
  if (typeof type === "string") return type !== "date" && type !== "bigint";
  if ("array" in type) return all([type.array]);
  if ("tuple" in type) return all([...type.tuple, ...(type.rest === undefined ? [] : [type.rest])]);
  if ("record" in type) return all([type.record]);
  if ("fields" in type) return all([...type.fields, ...(type.rest === undefined ? [] : [type.rest.record])]);
  if ("union" in type) return type.union.every((member) => isPlainJson(member, shape, seen));
  if (!("named" in type) || seen.has(type.named)) return true;
  return isPlainJson(resolve({ type }, shape).type, shape, new Set([...seen, type.named]));
}
