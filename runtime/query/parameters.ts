import type { Problem } from "../core/errors.js";
import { invalidQuery } from "./invalid-query.js";

const LONGEST_QUERY = 16_384;
const MOST_PARAMETERS = 100;
const MOST_VALUES = 1000;
const ENCODED = /[%+]/;

/** One parameter of a URL's query. */
export interface Parameter {
  readonly name: string;
  /** As it was sent: to be split where it has to be, and decoded then. */
  readonly rawValue: string;
}

/**
 * Splits the query of a URL (application/x-www-form-urlencoded) into its parameters, by name. A name that can't be decoded or that
 * was there before is a problem.
 *
 * @throws INVALID_QUERY for more than 16 kB or 100 parameters, which are not looked at.
 */
export function splitParameters(query: string, problems: Problem[]): ReadonlyMap<string, Parameter> {
  if (query.length > LONGEST_QUERY) throw invalidQuery([{ path: "", message: `It is longer than ${LONGEST_QUERY} bytes.` }]);
  const parts = query.split("&").filter((part) => part !== "");
  if (parts.length > MOST_PARAMETERS) throw invalidQuery([{ path: "", message: `It has more than ${MOST_PARAMETERS} parameters.` }]);
  const parameters = new Map<string, Parameter>();
  for (const part of parts) {
    const equals = part.indexOf("=");
    const rawName = equals === -1 ? part : part.slice(0, equals);
    const name = decode(rawName, rawName, problems);
    if (name === undefined) continue;
    if (parameters.has(name)) problems.push({ path: name, message: "Given twice." });
    else parameters.set(name, { name, rawValue: equals === -1 ? "" : part.slice(equals + 1) });
  }
  return parameters;
}

/** The text that a part of a query stands for; undefined, and a problem at `path`, when there is none. */
export function decode(raw: string, path: string, problems: Problem[]): string | undefined {
  if (!ENCODED.test(raw)) return raw;
  try {
    return decodeURIComponent(raw.replaceAll("+", " "));
  } catch {
    problems.push({ path, message: "Badly percent-encoded: a % is written %25 (RFC 3986 section 2.1)." });
    return undefined;
  }
}

/** The texts of a list, split at the commas as they were sent: a comma inside a text is written `%2C`. */
export function decodeList({ name, rawValue }: Parameter, problems: Problem[]): string[] {
  const texts: string[] = [];
  const parts = rawValue.split(",");
  if (parts.length > MOST_VALUES) {
    problems.push({ path: name, message: `A list of more than ${MOST_VALUES} values.` });
    return texts;
  }
  for (const part of parts) {
    const text = decode(part, name, problems);
    if (text !== undefined) texts.push(text);
  }
  return texts;
}
