import type { IndexedType } from "../../ir/model.js";
import type { Parameter, ParameterSchema } from "./types.js";

/** A field that resources can be filtered by. */
export interface FilterField {
  readonly path: string;
  readonly type: IndexedType;
}

type Operator = "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "in" | "notIn" | "isNull" | "contains" | "startsWith" | "endsWith";

const BOOLEAN: readonly Operator[] = ["eq", "ne", "isNull"];
const ORDERED: readonly Operator[] = ["eq", "ne", "gt", "ge", "lt", "le", "in", "notIn", "isNull"];
const TEXT: readonly Operator[] = [...ORDERED, "contains", "startsWith", "endsWith"];

const MEANINGS: Readonly<Record<Operator, string>> = {
  eq: "is this",
  ne: "is not this; null counts as different",
  gt: "is above this",
  ge: "is this or above",
  lt: "is below this",
  le: "is this or below",
  in: "is one of these",
  notIn: "is none of these",
  isNull: "is null, or with `false` is not",
  contains: "contains this text; case matters",
  startsWith: "starts with this text; case matters",
  endsWith: "ends with this text; case matters",
};

/** All parameters that filter by a field: `status`, `status[ne]`, `status[in]`. Equality has no brackets. */
export function filterParameters({ path, type }: FilterField): Parameter[] {
  const schema = valueSchema(type);
  return operatorsOf(type).map((operator) => filterParameter(path, operator, schema));
}

function filterParameter(path: string, operator: Operator, schema: ParameterSchema): Parameter {
  return {
    name: operator === "eq" ? path : `${path}[${operator}]`,
    in: "query",
    description: `\`${path}\` ${MEANINGS[operator]}.`,
    ...valueOf(operator, schema),
  };
}

function operatorsOf(type: IndexedType): readonly Operator[] {
  if (type === "text") return TEXT;
  return type === "boolean" ? BOOLEAN : ORDERED;
}

/** Lists are split at their commas before they are decoded, so that `%2C` is a comma in a value. */
function valueOf(operator: Operator, schema: ParameterSchema): Pick<Parameter, "schema" | "style" | "explode"> {
  if (operator === "in" || operator === "notIn") return { style: "form", explode: false, schema: { type: "array", items: schema } };
  return { schema: operator === "isNull" ? { type: "boolean" } : schema };
}

/** A date may go without a time: it is midnight in UTC then. */
function valueSchema(type: IndexedType): ParameterSchema {
  switch (type) {
    case "text":
      return { type: "string" };
    case "integer":
      return { type: "integer" };
    case "real":
      return { type: "number" };
    case "boolean":
      return { type: "boolean" };
    case "date":
      return { anyOf: [{ type: "string", format: "date-time" }, { type: "string", format: "date" }] };
  }
}
