import type { ModelIndex } from "../../stores/model-index.js";
import { and, not, or } from "../conditions.js";
import type { Condition } from "../query.js";
import { parseComparison } from "./parse-comparison.js";
import { TokenReader } from "./token-reader.js";

const DEEPEST = 20;
const MOST_TERMS = 200;

/**
 * The condition that a filter's text stands for: `(status = "open" OR assignee = null) AND dueDate < "2027-01-01"`. NOT
 * binds tighter than AND, AND tighter than OR. At most 8,192 characters, 20 levels of parentheses and NOT, 200 terms, and
 * 1,000 values in a list.
 *
 * @throws INVALID_QUERY with one problem, at `filter`, that names the column and what is expected there.
 */
export function parseFilterText(index: ModelIndex, text: string): Condition {
  const parser = new FilterParser(index, text);
  return parser.parse();
}

/** One function per level of the grammar, in docs/search.md. */
class FilterParser {
  readonly #index: ModelIndex;
  readonly #reader: TokenReader;
  #depth = 0;
  #terms = 0;

  constructor(index: ModelIndex, text: string) {
    this.#index = index;
    this.#reader = new TokenReader(text);
  }

  parse(): Condition {
    const condition = this.#disjunction();
    if (this.#reader.next.kind !== "end") this.#reader.expected("AND, OR or the end");
    return condition;
  }

  #disjunction(): Condition {
    const conditions = [this.#conjunction()];
    while (this.#reader.takeIf("OR")) conditions.push(this.#conjunction());
    return join(conditions, or);
  }

  #conjunction(): Condition {
    const conditions = [this.#term()];
    while (this.#reader.takeIf("AND")) conditions.push(this.#term());
    return join(conditions, and);
  }

  #term(): Condition {
    const start = this.#reader.next;
    if (this.#reader.takeIf("NOT")) return this.#nested(start, () => not(this.#term()));
    if (this.#reader.takeIf("(")) return this.#nested(start, () => this.#group());
    if (++this.#terms > MOST_TERMS) this.#reader.refuse(start, `A filter has at most ${MOST_TERMS} terms.`);
    if (this.#reader.takeIf("TRUE")) return and();
    if (this.#reader.takeIf("FALSE")) return or();
    return parseComparison(this.#index, this.#reader);
  }

  #group(): Condition {
    const condition = this.#disjunction();
    if (!this.#reader.takeIf(")")) this.#reader.expected("AND, OR or a closing parenthesis");
    return condition;
  }

  #nested(start: TokenReader["next"], parse: () => Condition): Condition {
    if (++this.#depth > DEEPEST) this.#reader.refuse(start, `A filter has at most ${DEEPEST} levels of parentheses and NOT.`);
    const condition = parse();
    this.#depth -= 1;
    return condition;
  }
}

function join(conditions: readonly Condition[], by: typeof and): Condition {
  const [only, ...more] = conditions;
  return only !== undefined && more.length === 0 ? only : by(...conditions);
}
