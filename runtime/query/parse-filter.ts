import type { Problem } from "../core/errors.js";
import type { IndexedType } from "../stores/model-index.js";
import { EXPECTED, parseFieldValue, parseFlag } from "./field-values.js";
import { explainOperator, operatorsOf, toCondition, type Operator } from "./operators.js";
import { decode, decodeList, type Parameter } from "./parameters.js";
import type { Condition } from "./query.js";
import type { SearchableField } from "./searchable-fields.js";

/** `<field>[op]`; the field is undefined when the name is not spelt so. */
export function splitFilterName(name: string): { path: string | undefined; operator: string | undefined } {
  const [, path, operator] = /^([^[\]]+)(?:\[([^[\]]*)\])?$/.exec(name) ?? [];
  return { path, operator };
}

/**
 * The condition that a parameter on a field stands for: `<field>[op]`, of which `<field>` alone is short for `<field>[eq]`.
 * Undefined, and a problem, when it makes no sense.
 */
export function parseFilter(field: SearchableField, parameter: Parameter, problems: Problem[]): Condition | undefined {
  const text = splitFilterName(parameter.name).operator ?? "eq";
  const operator = operatorsOf(field).find((known) => known === text);
  if (operator === undefined) {
    problems.push({ path: parameter.name, message: explainOperator(field, text, `${field.path}[has]=…`) });
    return undefined;
  }
  const before = problems.length;
  const operand = parseOperand(field, operator, { parameter, problems });
  if (problems.length > before) return undefined;
  const condition = toCondition(field, operator, operand, (message) => problems.push({ path: parameter.name, message }));
  return problems.length === before ? condition : undefined;
}

interface Source {
  readonly parameter: Parameter;
  readonly problems: Problem[];
}

/** What the text of a parameter stands for where the operator is this one. */
function parseOperand({ type }: SearchableField, operator: Operator, source: Source): unknown {
  const { parameter, problems } = source;
  if (operator === "in" || operator === "notIn") return decodeList(parameter, problems).map((text) => parseText(type, text, source));
  const text = decode(parameter.rawValue, parameter.name, problems);
  return text === undefined ? undefined : parseText(typeOf(type, operator), text, source);
}

function typeOf(type: IndexedType, operator: Operator): IndexedType {
  return operator === "isNull" ? "boolean" : type;
}

function parseText(type: IndexedType, text: string, { parameter, problems }: Source): unknown {
  const value = type === "boolean" ? parseFlag(text) : parseFieldValue(type, text);
  if (value === undefined) problems.push({ path: parameter.name, message: explainValue(type, text) });
  return value;
}

function explainValue(type: IndexedType, text: string): string {
  const hint = type === "date" && text.includes(" ") ? " A + is written %2B." : "";
  return `Must be ${EXPECTED[type]}.${hint}`;
}
