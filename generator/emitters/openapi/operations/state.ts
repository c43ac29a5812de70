import type { RouteName } from "../../../ir/model.js";
import { plain, REASONS, shared, WRITE_CONDITIONS, type OperationRow } from "../operation-row.js";
import { REPLAYED, STATE } from "../shared-headers.js";
import { jsonResponse } from "../shared-responses.js";

/** What changes the state of a resource, and leaves the data as it is. */
export const STATE_OPERATIONS = {
  publish: {
    ...plain,
    id: ({ name }) => `publish${name}`,
    summary: ({ noun }) => `Publish the draft of one ${noun}`,
    description: "Makes the current draft stable, in place.",
    parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    answers: shared(200, "Revision"),
    others: [404, 409, 410, 412],
  },
  delete: {
    ...plain,
    id: ({ name }) => `delete${name}`,
    summary: ({ noun }) => `Delete one ${noun}`,
    description: "Marks the resource as deleted, and loses nothing.",
    parameters: ["ValidateOnly", ...REASONS, ...WRITE_CONDITIONS],
    answers: shared(200, "Written"),
    others: [404, 409, 410, 412],
  },
  restore: {
    ...plain,
    id: ({ name }) => `restore${name}`,
    summary: ({ noun }) => `Restore one deleted ${noun}`,
    description: "Undoes a delete, by a new revision.",
    parameters: ["ValidateOnly", ...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    answers: shared(200, "Written"),
    others: [404, 409, 412],
  },
  purge: {
    ...plain,
    id: ({ name }) => `purge${name}`,
    summary: ({ noun }) => `Remove one ${noun} for good`,
    description: "Removes the resource with all revisions, and the blobs that nothing else uses.",
    parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    answers: shared(204, "Done"),
    others: [404, 409, 412],
  },
  switch: {
    ...plain,
    id: ({ name }) => `switch${name}`,
    summary: ({ noun }) => `Switch one ${noun} to another revision`,
    description: "Makes another revision the current one, and no new one.",
    parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    answers: ({ meta }) => ({ 200: jsonResponse("The resource as it is now.", meta, { ...STATE, ...REPLAYED }) }),
    others: [404, 409, 410, 412, 422],
  },
} satisfies Partial<Record<RouteName, OperationRow>>;
