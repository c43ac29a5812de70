import type { Problem } from "../core/errors.js";
import type { IndexedValue } from "../core/resource.js";
import type { IndexedType } from "../stores/model-index.js";
import { compare, has, match, not, oneOf } from "./conditions.js";
import { EXPECTED, parseFieldValue, parseFlag } from "./field-values.js";
import { explainUnknown } from "./invalid-query.js";
import { decode, decodeList, type Parameter } from "./parameters.js";
import type { Condition } from "./query.js";
import type { SearchableField } from "./searchable-fields.js";

/** What is in the brackets of `<field>[op]`; `<field>` alone is short for `<field>[eq]`. */
const EQUALITY = ["eq", "ne", "isNull"] as const;
const ORDERED = ["eq", "ne", "gt", "ge", "lt", "le", "in", "notIn", "isNull"] as const;
const MANY = ["has", "isNull"] as const;
const TEXT = [...ORDERED, "contains", "startsWith", "endsWith"] as const;

/** The operators that a filter can have, by the type of its field, if that has one value. */
const FILTER_OPERATORS = {
  text: TEXT,
  integer: ORDERED,
  real: ORDERED,
  boolean: EQUALITY,
  date: ORDERED,
} as const satisfies Record<IndexedType, readonly FilterOperator[]>;

type FilterOperator = (typeof TEXT)[number] | (typeof MANY)[number];

/** `<field>[op]`; the field is undefined when the name is not spelt so. */
export function splitFilterName(name: string): { path: string | undefined; operator: string | undefined } {
  const [, path, operator] = /^([^[\]]+)(?:\[([^[\]]*)\])?$/.exec(name) ?? [];
  return { path, operator };
}

/** The condition that a parameter on a field stands for; undefined, and a problem, when it makes no sense. */
export function parseFilter(field: SearchableField, parameter: Parameter, problems: Problem[]): Condition | undefined {
  const text = splitFilterName(parameter.name).operator ?? "eq";
  const operators: readonly FilterOperator[] = field.list === true ? MANY : FILTER_OPERATORS[field.type];
  const operator = operators.find((known) => known === text);
  if (operator === undefined) {
    problems.push({ path: parameter.name, message: explainOperator(field, text, operators) });
    return undefined;
  }
  const before = problems.length;
  const condition = toCondition(field, operator, { parameter, problems });
  return problems.length === before ? condition : undefined;
}

interface Source {
  readonly parameter: Parameter;
  readonly problems: Problem[];
}

function toCondition({ path, type }: SearchableField, operator: FilterOperator, source: Source): Condition {
  switch (operator) {
    case "eq":
    case "ne":
    case "gt":
    case "ge":
    case "lt":
    case "le":
      return compare(path, operator, parseValue(type, source));
    case "in":
      return oneOf(path, parseValues(type, source));
    case "notIn":
      return not(oneOf(path, parseValues(type, source)));
    case "has":
      return has(path, parseItem(type, source));
    case "isNull":
      return compare(path, parseValue("boolean", source) === true ? "eq" : "ne", null);
    case "contains":
    case "startsWith":
    case "endsWith":
      return match(path, operator, String(parseValue("text", source)));
  }
}

function parseValue(type: IndexedType, { parameter, problems }: Source): IndexedValue {
  const text = decode(parameter.rawValue, parameter.name, problems);
  return text === undefined ? null : parseText(type, text, { parameter, problems });
}

/** A value that makes no sense is a problem by then, and the condition with its stand-in is never used. */
function parseItem(type: IndexedType, source: Source): NonNullable<IndexedValue> {
  return parseValue(type, source) ?? "";
}

function parseValues(type: IndexedType, source: Source): IndexedValue[] {
  return decodeList(source.parameter, source.problems).map((text) => parseText(type, text, source));
}

function parseText(type: IndexedType, text: string, { parameter, problems }: Source): IndexedValue {
  const value = type === "boolean" ? parseFlag(text) : parseFieldValue(type, text);
  if (value === undefined) problems.push({ path: parameter.name, message: explainValue(type, text) });
  return value ?? null;
}

function explainValue(type: IndexedType, text: string): string {
  const hint = type === "date" && text.includes(" ") ? " A + is written %2B." : "";
  return `Must be ${EXPECTED[type]}.${hint}`;
}

function explainOperator({ path, type, list }: SearchableField, operator: string, operators: readonly string[]): string {
  if (list === true && operator === "eq") return `Has many values: one of them is searched for by ${path}[has]=…`;
  return explainUnknown(`operator for ${list === true ? "many values" : type}`, operator, operators);
}
