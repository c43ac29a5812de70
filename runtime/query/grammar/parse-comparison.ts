import { closestName } from "../../core/closest-name.js";
import type { ModelIndex } from "../../stores/model-index.js";
import { explainUnknown } from "../invalid-query.js";
import { explainOperator, operatorsOf, toCondition, type Operator } from "../operators.js";
import type { Condition } from "../query.js";
import { searchableFields, type SearchableField } from "../searchable-fields.js";
import type { TokenReader } from "./token-reader.js";
import type { Token } from "./tokenize.js";
import { LIST_OPERATORS, NULL_TESTS, RESERVED, spellingOf, VALUE_OPERATORS, type Spelling } from "./words.js";

const MOST_VALUES = 1000;

/** An operator as it was found, with what it is given. */
interface Operation {
  readonly operator: Operator;
  readonly start: Token;
  readonly operand: unknown;
  /** The tokens of what it is given: of every item, if that is a list. */
  readonly values: readonly Token[];
}

/**
 * Reads a field, an operator and what it is given: `severity IN ("medium", "high")`.
 *
 * @throws INVALID_QUERY when that is not next, or does not fit the field
 */
export function parseComparison(index: ModelIndex, reader: TokenReader): Condition {
  const field = parseField(index, reader);
  const { operator, start, operand, values } = parseOperation(reader);
  if (!canBeAsked(field, operator, operand)) {
    reader.refuse(start, explainOperator(field, operator, `${field.path} HAS …`));
  }
  return toCondition(field, operator, operand, (message, item = 0) => reader.refuse(values[item] ?? start, message));
}

/** Null is written as a value, too: `tags = null`. */
function canBeAsked(field: SearchableField, operator: Operator, operand: unknown): boolean {
  const isNullTest = operand === null && (operator === "eq" || operator === "ne");
  return isNullTest || operatorsOf(field).includes(operator);
}

function parseField(index: ModelIndex, reader: TokenReader): SearchableField {
  const { next } = reader;
  const isField = next.kind === "field" || (next.kind === "word" && !RESERVED.has(next.text.toUpperCase()));
  if (!isField) reader.expected("a field, NOT or a parenthesis");
  const fields = searchableFields(index);
  const field = fields.get(next.text);
  if (field === undefined) return reader.refuse(next, explainUnknown("indexed field", next.text, [...fields.keys()]));
  reader.take();
  return field;
}

function parseOperation(reader: TokenReader): Operation {
  const start = reader.next;
  const takes = ({ words }: Spelling): boolean => reader.takeIf(...words);
  const nullTest = NULL_TESTS.find(takes);
  if (nullTest !== undefined) return { operator: "isNull", start, operand: nullTest.isNull, values: [] };
  const ofList = LIST_OPERATORS.find(takes);
  if (ofList !== undefined) return { operator: ofList.operator, start, ...parseList(reader) };
  const ofValue = VALUE_OPERATORS.find(takes);
  if (ofValue === undefined) return reader.expected("an operator", suggest(start));
  const value = reader.next;
  return { operator: ofValue.operator, start, operand: parseValue(reader), values: [value] };
}

function parseList(reader: TokenReader): Pick<Operation, "operand" | "values"> {
  if (!reader.takeIf("(")) reader.expected("a list of values in parentheses");
  const [operand, values]: [unknown[], Token[]] = [[], []];
  if (reader.takeIf(")")) return { operand, values };
  do {
    if (operand.length === MOST_VALUES) reader.refuse(reader.next, `A list has at most ${MOST_VALUES} values.`);
    values.push(reader.next);
    operand.push(parseValue(reader));
  } while (reader.takeIf(","));
  if (!reader.takeIf(")")) reader.expected("a comma or a closing parenthesis");
  return { operand, values };
}

function parseValue(reader: TokenReader): string | number | boolean | null {
  if (reader.takeIf("NULL")) return null;
  if (reader.takeIf("TRUE")) return true;
  if (reader.takeIf("FALSE")) return false;
  const { next } = reader;
  if (next.kind !== "value") return reader.expected("a value", next.kind === "word" ? ` Text is put in double quotes: ${JSON.stringify(next.text)}.` : "");
  reader.take();
  return next.value;
}

/** Operators in one word too, as URLs have them. */
function suggest({ kind, text }: Token): string {
  const spellings = new Map([...VALUE_OPERATORS, ...LIST_OPERATORS, ...NULL_TESTS].map(({ operator, words }) => [words.join(" "), operator]));
  const names = [...spellings.keys()];
  const byUrl = [...spellings].find(([, operator]) => operator.toLowerCase() === text.toLowerCase())?.[1];
  const closest = kind !== "word" ? undefined : byUrl === undefined ? closestName(text, names) : spellingOf(byUrl);
  return `${closest === undefined ? "" : ` Did you mean ${closest}?`} There are: ${names.join(", ")}.`;
}
