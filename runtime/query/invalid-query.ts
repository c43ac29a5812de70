import { closestName } from "../core/closest-name.js";
import { SpecstarError, type Problem } from "../core/errors.js";

const PROBLEMS_IN_MESSAGE = 3;

/** The error for all that is wrong with a search. */
export function invalidQuery(problems: readonly Problem[]): SpecstarError {
  const shown = problems.slice(0, PROBLEMS_IN_MESSAGE).map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const rest = problems.length > shown.length ? [`And ${problems.length - shown.length} more.`] : [];
  return new SpecstarError("INVALID_QUERY", ["The query is invalid.", ...shown, ...rest].join(" "), problems);
}

/** Says that a name is none of those that exist, which those are, and which one was probably meant. */
export function explainUnknown(kind: string, name: string, names: readonly string[]): string {
  const closest = closestName(name, names);
  const hint = closest === undefined ? "" : ` Did you mean ${JSON.stringify(closest)}?`;
  return `There is no ${kind} ${JSON.stringify(name)}.${hint} There are: ${names.join(", ")}.`;
}
