import type { FieldShape, TypeShape, ValueShape } from "./shape.js";

/** A type as TypeScript would write it, for people to compare. */
export function describeValue({ type, nullable }: ValueShape): string {
  return `${describeType(type)}${nullable === true ? " | null" : ""}`;
}

export function describeField(field: FieldShape): string {
  return `${field.name}${field.optional === true ? "?" : ""}: ${describeValue(field)}`;
}

const NAMES: Readonly<Record<Extract<TypeShape, string>, string>> = {
  string: "string",
  integer: "Int",
  number: "number",
  boolean: "boolean",
  bigint: "bigint",
  decimal: "Decimal",
  date: "Date",
  binary: "Binary",
  json: "unknown",
};

function describeType(type: TypeShape): string {
  if (typeof type === "string") return NAMES[type];
  if ("literals" in type) return type.literals.map((value) => JSON.stringify(value)).join(" | ");
  if ("template" in type) return `text like /${type.template}/`;
  if ("reference" in type) return `Ref to ${type.reference}`;
  if ("array" in type) return `${group(type.array)}[]`;
  if ("tuple" in type) {
    const rest = type.rest === undefined ? [] : [`...${group(type.rest)}[]`];
    return `[${[...type.tuple.map((item) => `${describeValue(item)}${item.optional === true ? "?" : ""}`), ...rest].join(", ")}]`;
  }
  if ("record" in type) return `Record<string, ${describeValue(type.record)}>`;
  if ("fields" in type) return `{ ${type.fields.map(describeField).join("; ")} }`;
  if ("union" in type) return type.union.map(describeType).join(" | ");
  return type.named;
}

function group(value: ValueShape): string {
  const text = describeValue(value);
  return text.includes(" | ") ? `(${text})` : text;
}
