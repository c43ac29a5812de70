import type { Problem } from "../core/errors.js";
import type { IndexedValue } from "../core/resource.js";
import type { ModelIndex } from "../stores/model-index.js";
import { and, compare, has, match, not, oneOf, or } from "./conditions.js";
import { EXPECTED, toFieldValue } from "./field-values.js";
import { explainUnknown } from "./invalid-query.js";
import { like, likeProblem } from "./like.js";
import type { Condition } from "./query.js";
import { searchableFields, type SearchableField } from "./searchable-fields.js";

/** SQLite takes expressions that are 1000 deep, and joins of as many terms count as deep. */
const MOST_CONDITIONS = 500;
/** SQLite takes 32,766 parameters in a statement, PostgreSQL twice as many. */
const MOST_VALUES = 10_000;

const ONLY_HAS = "Has many values: only has and isNull search it.";

/** Goes through a condition once: what is wrong with it ends up in `problems`. */
export class ConditionChecker {
  readonly problems: Problem[] = [];
  readonly #fields: ReadonlyMap<string, SearchableField>;
  #conditions = 0;
  #values = 0;

  constructor(index: ModelIndex) {
    this.#fields = searchableFields(index);
  }

  /** The condition with every value as the fields hold it; meaningless when there are problems. */
  check(condition: Condition): Condition {
    if (++this.#conditions > MOST_CONDITIONS) return this.#tooMany(condition);
    switch (condition.kind) {
      case "compare":
        return compare(condition.field, condition.op, this.#checkComparison(condition));
      case "in":
        return oneOf(condition.field, this.#checkValues(condition));
      case "has":
        return has(condition.field, this.#checkHas(condition));
      case "match":
        return this.#checkMatch(condition);
      case "and":
        return and(...condition.conditions.map((each) => this.check(each)));
      case "or":
        return or(...condition.conditions.map((each) => this.check(each)));
      case "not":
        return not(this.check(condition.condition));
    }
  }

  #tooMany(condition: Condition): Condition {
    if (this.#conditions === MOST_CONDITIONS + 1) this.#add("where", `Made of more than ${MOST_CONDITIONS} conditions.`);
    return condition;
  }

  #checkComparison({ field: path, op, value }: Extract<Condition, { kind: "compare" }>): IndexedValue {
    const field = this.#field(path);
    if (field?.list === true && !((op === "eq" || op === "ne") && value === null)) return this.#refuseMany(field, value);
    const hasOrder = op === "eq" || op === "ne" || field?.type !== "boolean";
    if (!hasOrder) this.#add(path, "True and false have no order: only eq and ne compare them.");
    return this.#checkValue(field, value);
  }

  #checkValues({ field: path, values }: Extract<Condition, { kind: "in" }>): IndexedValue[] {
    const field = this.#field(path);
    if (field?.list === true) return [this.#refuseMany(field, null)];
    this.#values += values.length;
    if (this.#values <= MOST_VALUES) return values.map((value) => this.#checkValue(field, value));
    this.#add(path, `There are more than ${MOST_VALUES} values in the condition.`);
    return [];
  }

  #checkMatch(condition: Extract<Condition, { kind: "match" }>): Condition {
    const { field: path, op, value } = condition;
    const problem = this.#matchProblem(this.#field(path), condition);
    if (problem !== undefined) this.#add(path, problem);
    return problem === undefined && op === "like" ? like(path, value) : match(path, op, value);
  }

  #matchProblem(field: SearchableField | undefined, { op, value }: Extract<Condition, { kind: "match" }>): string | undefined {
    if (field?.list === true) return ONLY_HAS;
    if (field !== undefined && field.type !== "text") return "Not a text: only text is searched for text.";
    if (typeof toFieldValue("text", value) !== "string") return `Must be ${EXPECTED.text}.`;
    return op === "like" ? likeProblem(value) : undefined;
  }

  #checkHas({ field: path, value }: Extract<Condition, { kind: "has" }>): NonNullable<IndexedValue> {
    const field = this.#field(path);
    if (field === undefined) return value;
    if (field.list !== true) this.#add(path, "Has one value at most: use eq.");
    // What gets past the compiler may be null, which no list holds.
    const checked = toFieldValue(field.type, value) ?? undefined;
    if (checked === undefined) this.#add(path, `Must be ${EXPECTED[field.type]}.`);
    return checked ?? value;
  }

  #refuseMany({ path }: SearchableField, value: IndexedValue): IndexedValue {
    this.#add(path, ONLY_HAS);
    return value;
  }

  #checkValue(field: SearchableField | undefined, value: IndexedValue): IndexedValue {
    if (field === undefined) return value;
    const checked = toFieldValue(field.type, value);
    if (checked === undefined) this.#add(field.path, `Must be ${EXPECTED[field.type]}.`);
    return checked ?? null;
  }

  #field(path: string): SearchableField | undefined {
    const field = this.#fields.get(path);
    if (field === undefined) this.#add(path, explainUnknown("indexed field", path, [...this.#fields.keys()]));
    return field;
  }

  #add(path: string, message: string): void {
    this.problems.push({ path, message });
  }
}
