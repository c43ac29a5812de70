import type { Problem } from "../core/errors.js";
import { explainUnknown, invalidQuery } from "./invalid-query.js";

/** The parts of an answer about a resource. */
export const PARTS = ["data", "revision", "meta"] as const;

export type Part = (typeof PARTS)[number];

/** What answers have of each resource: all of it unless said. */
export interface Selection {
  readonly returns?: readonly Part[] | undefined;
  /** Paths of fields: of the data, only these. */
  readonly fields?: readonly string[] | undefined;
}

const MOST_FIELDS = 100;

/**
 * The same from the parameters of a URL, as lists with commas.
 *
 * @throws INVALID_QUERY
 */
export function parseSelection(returns: string | undefined, fields: string | undefined): Selection {
  const problems: Problem[] = [];
  const selection = checkSelection(returns?.split(","), fields?.split(","), problems);
  if (problems.length > 0) throw invalidQuery(problems);
  return selection;
}

/** What of a resource a caller names; what is wrong with it ends up in `problems`. */
export function checkSelection(returns: readonly string[] | undefined, fields: readonly string[] | undefined, problems: Problem[]): Selection {
  const parts = returns?.flatMap((name) => PARTS.filter((part) => part === name));
  for (const name of returns ?? []) {
    if (!PARTS.some((part) => part === name)) problems.push({ path: "returns", message: explainUnknown("part", name, PARTS) });
  }
  if (returns?.length === 0) problems.push({ path: "returns", message: `Must name one of ${PARTS.join(", ")}, or several.` });
  if (fields?.length === 0) problems.push({ path: "fields", message: "Must name a field, or several." });
  if (fields !== undefined && fields.length > MOST_FIELDS) problems.push({ path: "fields", message: `There are more than ${MOST_FIELDS} fields.` });
  if (fields !== undefined && parts?.includes("data") === false) {
    problems.push({ path: "fields", message: "Makes a choice of the data, which returns leaves out." });
  }
  return { returns: parts, fields };
}
