import type { Problem } from "../core/errors.js";
import { toJsonPointer } from "../core/json-pointer.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What remains of JSON when its strings are expanded, and what could not be. */
export interface Expanded {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

const variable = /\$\{(?:([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?\})?/g;

/**
 * Replaces `${NAME}` and `${NAME:-default}` in every string of a JSON value. As in a shell, the default also stands in for
 * an empty variable, and what comes out of a variable is not expanded again.
 */
export function expandVariables(value: unknown, environment: Environment): Expanded {
  const problems: Problem[] = [];
  const expand = (part: unknown, path: string): unknown => {
    if (typeof part === "string") return expandText(part, environment, (message) => problems.push({ path, message }));
    if (Array.isArray(part)) return part.map((item, at) => expand(item, `${path}${toJsonPointer([at])}`));
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, expand(item, `${path}${toJsonPointer([key])}`)]));
  };
  return { value: expand(value, ""), problems };
}

function expandText(text: string, environment: Environment, report: (message: string) => void): string {
  return text.replace(variable, (_match, name?: string, hasDefault?: string, fallback = "") => {
    if (name === undefined) {
      report("has a `${` that does not begin `${NAME}` or `${NAME:-default}`");
      return "";
    }
    const value = environment[name];
    if (hasDefault !== undefined) return value || fallback;
    if (value === undefined) report(`needs the environment variable ${name}, which is not set; \`\${${name}:-default}\` gives it a default`);
    return value ?? "";
  });
}
