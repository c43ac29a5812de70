import type { z } from "zod";
import { formatted } from "./text.js";

/**
 * The id of a resource of a model: `account:<rest>`.
 *
 * @param model the first part of the model's ids.
 */
export function reference(model: string): z.ZodType {
  return ofPattern(`the id of a resource, such as "${model}:…"`, new RegExp(`^${model}:[A-Za-z0-9._-]+$`));
}

/** The id of a revision of a resource of a model: `account:<rest>:<n>`. */
export function revisionReference(model: string): z.ZodType {
  return ofPattern(`the id of a revision, such as "${model}:…:1"`, new RegExp(`^${model}:[A-Za-z0-9._-]+:[1-9][0-9]*$`));
}

function ofPattern(expected: string, pattern: RegExp): z.ZodType {
  return formatted(expected, (value) => pattern.test(value));
}
