import { closestName } from "../core/closest-name.js";
import { SpecstarError, type Problem } from "../core/errors.js";

/** The part of a request's target after `?`, as it was sent; empty when there is none. */
export function queryOf(url: string): string {
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark + 1);
}

/**
 * The parameters of a query (application/x-www-form-urlencoded), of which each may be given once.
 *
 * @throws INVALID_QUERY with one problem per parameter that is unknown, given twice or badly encoded, naming those that exist.
 */
export function parseParameters<Name extends string>(query: string, names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  if (query === "") return found;
  const problems: Problem[] = [];
  for (const pair of query.split("&").filter((part) => part !== "")) {
    const [rawName = "", ...rest] = pair.split("=");
    const [typed, value] = [decode(rawName), decode(rest.join("="))];
    const name = names.find((known) => known === typed);
    if (name === undefined) problems.push({ path: typed ?? rawName, message: explainUnknown(typed ?? rawName, names) });
    else if (value === undefined) problems.push({ path: name, message: "Badly percent-encoded (RFC 3986 section 2.1)." });
    else if (found[name] !== undefined) problems.push({ path: name, message: "Given twice." });
    else found[name] = value;
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
  if (!/^\d{1,15}$/.test(text)) throw invalidQuery([{ path: name, message: "Must be a whole number." }]);
  return Number(text);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function explainUnknown(name: string, names: readonly string[]): string {
  if (names.length === 0) return "Unknown parameter: there are none here.";
  const meant = closestName(name, names);
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  return `Unknown parameter.${hint} There ${names.length === 1 ? "is" : "are"}: ${names.join(", ")}.`;
}

function invalidQuery(problems: readonly Problem[]): SpecstarError {
  const details = problems.map(({ path, message }) => `"${path}": ${message}`).join(" ");
  return new SpecstarError("INVALID_QUERY", `The query is wrong. ${details}`, problems);
}
