import type { z } from "zod";
import type { Reference } from "../stores/meta-store.js";
import { revisionNumber } from "../stores/revision-number.js";
import { modelOf } from "./ids.js";
import type { Models } from "./models.js";
import type { ResourceReference } from "./spec.js";
import { valuesAt } from "./values-at.js";

/**
 * Prepares the reading of what data refers to: every reference once, in the order of the model's fields.
 *
 * @returns undefined for a model that refers to nothing. The prepared function throws NOT_SUPPORTED when a model at the other end
 *   is not known.
 */
export function compileReferences(
  schema: z.ZodType,
  fields: readonly ResourceReference[],
  models: Models,
): ((data: unknown) => readonly Reference[]) | undefined {
  if (fields.length === 0) return undefined;
  const readers = fields.map((field) => compileField(schema, field, models));
  return (data) => readers.flatMap((read) => read(data));
}

function compileField(schema: z.ZodType, field: ResourceReference, models: Models): (data: unknown) => readonly Reference[] {
  const { path, model, onDelete, to } = field;
  const keys = path.split(".");
  // Members of a union can have a field of one name, and mean by it a reference to another model, or no reference.
  const isOurs = (value: unknown): value is string => typeof value === "string" && modelOf(value) === model && namesRevision(value) === (to === "revision");
  return (data) => {
    const ids = new Set(valuesAt(schema, data, keys).values.filter(isOurs));
    return Array.from(ids, (id) => ({ path, onDelete, target: { index: models.find(model).index, ...splitId(id, to === "revision") } }));
  };
}

function namesRevision(id: string): boolean {
  return id.indexOf(":") !== id.lastIndexOf(":");
}

/** The schema has made sure of the form. */
function splitId(id: string, isRevision: boolean): { resourceId: string; n: number | null } {
  return isRevision ? { resourceId: id.slice(0, id.lastIndexOf(":")), n: revisionNumber(id) } : { resourceId: id, n: null };
}
