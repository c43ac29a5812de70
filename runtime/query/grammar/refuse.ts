import { invalidQuery } from "../invalid-query.js";

/** Longer texts are not shown again: a column is enough to find a place. */
const LONGEST_EXCERPT = 100;

/**
 * Ends the reading of a filter, because of what is at an index of its text.
 *
 * @throws INVALID_QUERY at `filter`, naming the column in code points, with the text and a caret under the place when it is short.
 */
export function refuse(text: string, at: number, message: string): never {
  const before = Array.from(text.slice(0, at)).length;
  const isShort = text.length <= LONGEST_EXCERPT && !/\p{Cc}/u.test(text);
  const excerpt = isShort ? `\n${text}\n${" ".repeat(before)}^` : "";
  throw invalidQuery([{ path: "filter", message: `Column ${before + 1}: ${message}${excerpt}` }]);
}
