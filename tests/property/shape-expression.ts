import type { Declarations } from "./shape-source.js";
import type { Property, Shape, Slot } from "./shape.js";

/** A value of an object with these fields as TypeScript: dates and bigints as such, members of enums by their names. */
export function objectExpression(fields: readonly Property[], value: unknown, declarations: Declarations): string {
  const given = new Map(Object.entries(value ?? {}));
  const entries = fields.filter(({ name }) => given.has(name)).map((field) => `${JSON.stringify(field.name)}: ${slotExpression(field, given.get(field.name), declarations)}`);
  return `{ ${entries.join(", ")} }`;
}

/** No tuple has more items than it says. */
const NEVER: Slot = { shape: { kind: "unknown" }, isNullable: true };

function slotExpression({ shape, isNullable }: Slot, value: unknown, declarations: Declarations): string {
  return isNullable && value === null ? "null" : expression(shape, value, declarations);
}

function expression(shape: Shape, value: unknown, declarations: Declarations): string {
  const all = Array.isArray(value) ? value : [];
  switch (shape.kind) {
    case "date":
      return `new Date(${JSON.stringify(value)})`;
    case "bigint":
      return `BigInt(${JSON.stringify(value)})`;
    case "enum":
      return `${declarations.enums.get(shape)}.M${shape.values.indexOf(String(value))}`;
    case "array":
      return `[${all.map((item) => slotExpression(shape.items, item, declarations)).join(", ")}]`;
    case "tuple":
      return `[${all.map((item, at) => slotExpression(shape.items[at] ?? shape.rest ?? NEVER, item, declarations)).join(", ")}]`;
    case "record":
      return `{ ${ownEntries(value).map(([key, item]) => `${JSON.stringify(key)}: ${slotExpression(shape.values, item, declarations)}`).join(", ")} }`;
    case "object":
      return objectExpression(shape.fields, value, declarations);
    case "tagged":
      return taggedExpression(shape, value, declarations);
    case "tree":
      return treeExpression(shape, value, declarations);
    default:
      return JSON.stringify(value);
  }
}

/** Without the keys that every object has: beside them, TypeScript takes no literal for the record's values. */
function ownEntries(value: unknown): [string, unknown][] {
  return Object.entries(value ?? {}).filter(([key]) => !(key in {}));
}

function taggedExpression({ members }: Shape & { kind: "tagged" }, value: unknown, declarations: Declarations): string {
  const tag = String(new Map(Object.entries(value ?? {})).get("tag"));
  const fields = members[Number(tag.slice(1))] ?? [];
  return objectExpression(fields, value, declarations).replace("{", `{ tag: "${tag}",`);
}

function treeExpression(shape: Shape & { kind: "tree" }, value: unknown, declarations: Declarations): string {
  const parts = new Map(Object.entries(value ?? {}));
  const children: unknown = parts.get("children");
  const list = Array.isArray(children) ? children.map((child) => treeExpression(shape, child, declarations)) : [];
  return `{ node: ${slotExpression(shape.node, parts.get("node"), declarations)}, children: [${list.join(", ")}] }`;
}
