import type { Problem } from "../core/errors.js";
import { isRecord } from "../core/is-record.js";
import { toJsonPointer } from "../core/json-pointer.js";
import type { ModelIndex } from "../stores/model-index.js";
import { and, not, or } from "./conditions.js";
import { explainUnknown } from "./invalid-query.js";
import { explainOperator, operatorsOf, toCondition } from "./operators.js";
import type { Condition } from "./query.js";
import { searchableFields, type SearchableField } from "./searchable-fields.js";

const DEEPEST = 20;
const MOST_TERMS = 200;
const MOST_VALUES = 1000;

/** These go before fields that are called like them. */
const JOINS = ["and", "or", "not"] as const;

type Path = readonly (string | number)[];

/**
 * Reads conditions that were sent as JSON: `{"status": "open", "or": [{"votes": {"gt": 3}}, {"assignee": null}]}`. All members of
 * an object must hold. What is wrong ends up in `problems`, at its JSON Pointer.
 */
export class WhereParser {
  readonly problems: Problem[] = [];
  readonly #fields: ReadonlyMap<string, SearchableField>;
  #depth = 0;
  #terms = 0;

  constructor(index: ModelIndex) {
    this.#fields = searchableFields(index);
  }

  /** The condition; meaningless when there are problems. */
  parse(where: unknown, path: Path): Condition {
    if (!isRecord(where) || Array.isArray(where)) return this.#refuse(path, 'Must be an object, such as {"status": "open"}.');
    if (this.#depth === DEEPEST) return this.#refuse(path, `Is nested more than ${DEEPEST} levels deep.`);
    if (!this.#isWithinTerms(Object.keys(where).length === 0, path)) return and();
    this.#depth += 1;
    const conditions = Object.entries(where).map(([name, value]) => this.#member(name, value, [...path, name]));
    this.#depth -= 1;
    return joinAll(conditions);
  }

  #member(name: string, value: unknown, path: Path): Condition {
    switch (name) {
      case "and":
        return and(...this.#list(value, path));
      case "or":
        return or(...this.#list(value, path));
      case "not":
        return not(this.parse(value, path));
      default:
        return this.#onField(name, value, path);
    }
  }

  #list(value: unknown, path: Path): readonly Condition[] {
    if (!Array.isArray(value)) this.#refuse(path, "Must be a list of conditions.");
    const list: readonly unknown[] = Array.isArray(value) && this.#isWithinTerms(value.length === 0, path) ? value : [];
    return list.map((each, at) => this.parse(each, [...path, at]));
  }

  /** A value stands for `{"eq": value}`. */
  #onField(name: string, value: unknown, path: Path): Condition {
    const field = this.#fields.get(name);
    if (field === undefined) return this.#refuse(path, explainUnknown("indexed field", name, [...this.#fields.keys(), ...JOINS]));
    if (!isRecord(value)) return this.#operation(field, "eq", value, path);
    if (Array.isArray(value)) return this.#refuse(path, 'A list of values is given to an operator: {"in": […]}.');
    const operations = Object.entries(value);
    if (operations.length === 0) return this.#refuse(path, 'Must be a value, or have an operator, such as {"in": […]}.');
    return joinAll(operations.map(([operator, operand]) => this.#operation(field, operator, operand, [...path, operator])));
  }

  #operation(field: SearchableField, name: string, operand: unknown, path: Path): Condition {
    if (!this.#isWithinTerms(true, path)) return and();
    // Null is a value of every field, also of one that has many.
    const isNullTest = operand === null && (name === "eq" || name === "ne");
    const operator = isNullTest ? name : operatorsOf(field).find((known) => known === name);
    if (operator === undefined) return this.#refuse(path, explainOperator(field, name, '{"has": …}'));
    if (Array.isArray(operand) && operand.length > MOST_VALUES) return this.#refuse(path, `There are more than ${MOST_VALUES} values.`);
    return toCondition(field, operator, operand, (message, item) => void this.#refuse(item === undefined ? path : [...path, item], message));
  }

  /** Counts one more if it is a term: an operator, or what is empty. Too many are said once. */
  #isWithinTerms(isTerm: boolean, path: Path): boolean {
    if (isTerm && ++this.#terms === MOST_TERMS + 1) this.#refuse(path, `There are more than ${MOST_TERMS} terms.`);
    return this.#terms <= MOST_TERMS;
  }

  #refuse(path: Path, message: string): Condition {
    this.problems.push({ path: toJsonPointer(path), message });
    return and();
  }
}

/** One condition is itself. */
function joinAll(conditions: readonly Condition[]): Condition {
  const [only, ...more] = conditions;
  return only !== undefined && more.length === 0 ? only : and(...conditions);
}
