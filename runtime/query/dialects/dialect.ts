import type { IndexedList, IndexedValue } from "../../core/resource.js";
import type { MatchOp, Order } from "../query.js";

/** What differs from one SQL to the next. Every expression it makes must mean what `matches` and `compare` say. */
export interface Dialect {
  /** An identifier in quotes, with the quotes inside it escaped. */
  quote(identifier: string): string;
  /** Stands for the `n`-th parameter, counted from 1. */
  placeholder(n: number): string;
  /** What the driver takes for a value. */
  toParameter(value: IndexedValue | IndexedList): IndexedValue;
  /** Whether the column's value is this one, which is not null; may be null where the column is. */
  isSame(column: string, value: string): string;
  /** The exact opposite, never null. */
  isDifferent(column: string, value: string): string;
  /** Whether the list in a column, written as `toParameter` makes it, has a value; may be null where the column is. */
  has(column: string, value: NonNullable<IndexedValue>, bind: Bind): string;
  /** Whether the text in a column has a text in it; may be null where the column is. The text is not empty. */
  match(op: Exclude<MatchOp, "like">, column: string, text: string, bind: Bind): string;
  /** The same for a pattern. */
  like(column: string, pattern: string, bind: Bind): string;
  /** One term of ORDER BY; null comes before every value. An index may say nothing of nulls where there never are any. */
  order(column: string, direction: Order["direction"], neverNull: boolean): string;
}

/** Makes a value the next parameter and returns its placeholder. Calls must be in the order of the SQL text. */
export type Bind = (value: IndexedValue) => string;
