import type { Model } from "./model.js";
import type { ObjectType } from "./type.js";

/** The named types of a model that have fields, in their order. */
export function objectTypes({ types }: Model): ObjectType[] {
  return types.filter((type) => type.kind === "object");
}
