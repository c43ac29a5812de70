import type { Problem } from "../core/errors.js";
import { explainUnknown, invalidQuery } from "../query/invalid-query.js";
import { decode, splitParameters } from "../query/parameters.js";

/** The part of a request's target after `?`, as it was sent; empty when there is none. */
export function queryOf(url: string): string {
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark + 1);
}

/**
 * The parameters of a query, of which each may be given once.
 *
 * @throws INVALID_QUERY with one problem per parameter that is unknown, given twice or badly encoded, naming those that exist.
 */
export function parseParameters<Name extends string>(query: string, names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  if (query === "") return found;
  const problems: Problem[] = [];
  for (const { name: given, rawValue } of splitParameters(query, problems).values()) {
    const name = names.find((known) => known === given);
    const value = decode(rawValue, given, problems);
    if (name === undefined) problems.push({ path: given, message: explain(given, names) });
    else if (value !== undefined) found[name] = value;
  }
  if (problems.length > 0) throw invalidQuery(problems);
  return found;
}

/**
 * A parameter's value as one of a few words; undefined when it wasn't given.
 *
 * @throws INVALID_QUERY naming the words.
 */
export function parseChoice<Word extends string>(name: string, text: string | undefined, words: readonly Word[]): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((known) => known === text);
  if (word === undefined) throw invalidQuery([{ path: name, message: `Must be ${words.join(" or ")}.` }]);
  return word;
}

/** The same for a parameter that is true or false. */
export function parseFlag(name: string, text: string | undefined): boolean | undefined {
  const word = parseChoice(name, text, ["true", "false"]);
  return word === undefined ? undefined : word === "true";
}

/**
 * The same for a whole number; whether it is in range is for others to say.
 *
 * @throws INVALID_QUERY for anything but up to 15 digits.
 */
export function parseCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw invalidQuery([{ path: name, message: "Must be a whole number above zero." }]);
  return Number(text);
}

function explain(name: string, names: readonly string[]): string {
  return names.length === 0 ? "There are no parameters here." : explainUnknown("parameter", name, names);
}
