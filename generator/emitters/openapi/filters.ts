import type { IndexedType } from "../../ir/model.js";
import { literalsIn } from "./literals.js";
import type { ShownIndex } from "./indexes.js";
import type { NamedTypes } from "./sides.js";
import { literalSchema } from "./scalar-schema.js";
import { refer, type Parameter, type Schema, type SchemaPart } from "./types.js";

/** A field that resources can be filtered by. */
export interface FilterField {
  readonly path: string;
  readonly type: IndexedType;
  /** Whether it holds many values. */
  readonly list: boolean;
}

/** The facts of every resource that it can be filtered and sorted by, beside its model's indexed fields. */
export const META_FILTERS: readonly FilterField[] = [
  { path: "resourceId", type: "text", list: false },
  { path: "createdTime", type: "date", list: false },
  { path: "createdBy", type: "text", list: false },
  { path: "updatedTime", type: "date", list: false },
  { path: "updatedBy", type: "text", list: false },
  { path: "totalRevisionCount", type: "integer", list: false },
  { path: "schemaVersion", type: "text", list: false },
];

type Operator = "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "in" | "notIn" | "isNull" | "contains" | "startsWith" | "endsWith" | "like" | "has";

const BOOLEAN: readonly Operator[] = ["eq", "ne", "in", "notIn", "isNull"];
const ORDERED: readonly Operator[] = ["eq", "ne", "gt", "ge", "lt", "le", "in", "notIn", "isNull"];
const TEXT: readonly Operator[] = [...ORDERED, "contains", "startsWith", "endsWith", "like"];
const LIST: readonly Operator[] = ["has", "isNull"];

const MEANINGS: Readonly<Record<Operator, string>> = {
  eq: "Is this.",
  ne: "Is not this; null counts as different.",
  gt: "Is above this.",
  ge: "Is this or above.",
  lt: "Is below this.",
  le: "Is this or below.",
  in: "Is one of these: written with commas between them, `%2C` being a comma in a value.",
  notIn: "Is none of these: written as for `in`.",
  isNull: "Is null, or with `false` is not.",
  contains: "Contains this text; case matters.",
  startsWith: "Starts with this text; case matters.",
  endsWith: "Ends with this text; case matters.",
  like: "Is like this; `%` stands for any text, `_` for one character, and `\\` takes the meaning from either. Case matters.",
  has: "This is among the values.",
};

interface FilterRow {
  readonly name: string;
  readonly value: Schema;
  readonly operators: readonly Operator[];
}

/** A date may go without a time: it is midnight in UTC then. */
const ROWS: Readonly<Record<IndexedType, FilterRow>> = {
  text: { name: "Text", value: { type: "string" }, operators: TEXT },
  integer: { name: "Integer", value: { type: "integer" }, operators: ORDERED },
  real: { name: "Number", value: { type: "number" }, operators: ORDERED },
  boolean: { name: "Boolean", value: { type: "boolean" }, operators: BOOLEAN },
  date: { name: "Date", value: { anyOf: [{ type: "string", format: "date-time" }, { type: "string", format: "date" }] }, operators: ORDERED },
};

/** What every filter says, in the schemas that fields of one type share: `TextFilter`, `TextListFilter`. */
export const FILTER_SCHEMAS: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.values(ROWS).flatMap((row) => [
    [`${row.name}Filter`, filterSchema(row, `How a field of the type ${row.name.toLowerCase()} is filtered by. All that is given must hold.`)] as const,
    [`${row.name}ListFilter`, filterSchema({ ...row, operators: LIST }, "How a field with many values is filtered by. All that is given must hold.")] as const,
  ]),
);

/** The parameter that filters by a field: `status[in]=open,resolved`. */
export function filterParameter(field: FilterField, schema: SchemaPart = sharedFilter(field)): Parameter {
  const { path, list } = field;
  const operator = list ? "has" : "eq";
  return {
    name: path,
    in: "query",
    description: list ? `What \`${path}\` must have.` : `What \`${path}\` must be. \`${path}=value\` is short for \`${path}[${operator}]=value\`.`,
    style: "deepObject",
    explode: true,
    schema,
  };
}

/** The same for an indexed field. Where its values may be only so many, it is the model's own; else models share it. */
export function indexFilter(index: ShownIndex, types: NamedTypes): { readonly parameter: Parameter; readonly isOwn: boolean } {
  const values = index.leaves.map((leaf) => literalsIn(leaf, types));
  const isOpen = values.some(({ length }) => length === 0) || index.type === "boolean";
  if (isOpen) return { parameter: filterParameter(index), isOwn: false };
  const value = literalSchema([...new Set(values.flat())]);
  const properties: Record<string, Schema> = index.list ? { has: value } : { eq: value, ne: value };
  return { parameter: filterParameter(index, { type: "object", allOf: [sharedFilter(index)], properties }), isOwn: true };
}

/** The schema of the filters of one type: `TextFilter`, `TextListFilter`. */
export function filterName({ type, list }: FilterField): string {
  return `${ROWS[type].name}${list ? "List" : ""}Filter`;
}

function sharedFilter(field: FilterField): SchemaPart {
  return refer("schemas", filterName(field));
}

function filterSchema({ value, operators }: FilterRow, description: string): Schema {
  const properties = operators.map((operator) => [operator, { description: MEANINGS[operator], ...operandSchema(operator, value) }] as const);
  return { description, type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

function operandSchema(operator: Operator, value: Schema): Schema {
  if (operator === "in" || operator === "notIn") return { type: "array", items: value };
  return operator === "isNull" ? { type: "boolean" } : value;
}
