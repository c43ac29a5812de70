import { changesetId, resourceId, revisionId, time } from "./shared-schemas.js";
import { closedObject, type Schema } from "./types.js";

const textOrNull = (description: string): Schema => ({ type: ["string", "null"], description });

/** One row of the change log. */
export const resourceChange: Schema = {
  description: "One change of one resource.",
  ...closedObject({
    seq: { type: "integer", minimum: 1, description: "Grows with every change." },
    model: { type: "string", description: "The first part of the model's ids.", examples: ["issue"] },
    resourceId,
    revisionId,
    op: { type: "string", enum: ["create", "update", "delete", "restore", "migrate", "switch", "modify", "purge"] },
    at: time("When it happened."),
    by: { type: "string", description: "Who did it; empty once the resource is purged." },
    reason: textOrNull("Why, where that was said."),
    requestId: textOrNull("The request that did it."),
    changesetId,
  }),
};
