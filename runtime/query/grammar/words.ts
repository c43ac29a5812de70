import type { Operator } from "../operators.js";

/** How an operator is written in a filter's text: a symbol, or words in any case. */
export interface Spelling {
  readonly operator: Operator;
  readonly words: readonly string[];
}

/** What is followed by one value. */
export const VALUE_OPERATORS: readonly Spelling[] = [
  { operator: "eq", words: ["="] },
  { operator: "ne", words: ["!="] },
  { operator: "le", words: ["<="] },
  { operator: "lt", words: ["<"] },
  { operator: "ge", words: [">="] },
  { operator: "gt", words: [">"] },
  { operator: "contains", words: ["CONTAINS"] },
  { operator: "startsWith", words: ["STARTS", "WITH"] },
  { operator: "endsWith", words: ["ENDS", "WITH"] },
  { operator: "like", words: ["LIKE"] },
  { operator: "has", words: ["HAS"] },
];

/** What is followed by a list. */
export const LIST_OPERATORS: readonly Spelling[] = [
  { operator: "in", words: ["IN"] },
  { operator: "notIn", words: ["NOT", "IN"] },
];

/** What stands alone, with what it gives the operator. */
export const NULL_TESTS: readonly (Spelling & { readonly isNull: boolean })[] = [
  { operator: "isNull", words: ["IS", "NULL"], isNull: true },
  { operator: "isNull", words: ["IS", "NOT", "NULL"], isNull: false },
];

/** The words that a field can't be written as, unless it is put in backticks. */
export const RESERVED: ReadonlySet<string> = new Set(["AND", "OR", "NOT", "TRUE", "FALSE", "NULL"]);

/** The spelling of an operator that is followed by a value or a list. */
export function spellingOf(operator: Operator): string {
  const found = [...VALUE_OPERATORS, ...LIST_OPERATORS].find((spelling) => spelling.operator === operator);
  return found?.words.join(" ") ?? "IS NULL";
}
