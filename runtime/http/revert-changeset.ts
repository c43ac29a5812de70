import type { RequestHandler } from "express";
import type { Changeset } from "../core/changeset.js";
import { SpecstarError } from "../core/errors.js";
import { listChangeset, revertChangeset } from "../core/operations/revert-changeset.js";
import type { RevisionResult } from "../core/revision-result.js";
import type { Storage } from "../stores/storage.js";
import { changesetAnswer } from "./answer.js";
import type { ServedModels } from "./served-models.js";
import { writeHandler } from "./write-handler.js";

/** `POST /changesets/:id/revert`: undoes what was done together, all or none. */
export function revertHandler(storage: Storage, models: ServedModels): RequestHandler<{ readonly id: string }> {
  return writeHandler<{ readonly id: string }, Changeset<readonly RevisionResult[]>>(storage, {
    takes: null,
    parameters: ["reason"],
    requireIfMatch: false,
    run: async ({ req, options }) => {
      await refuseUnlessServed(storage, models, req.params.id);
      return revertChangeset(storage, req.params.id, options);
    },
    answer: ({ changesetId, result }) => changesetAnswer(changesetId, result.map(({ revision }) => revision.text)),
  });
}

/**
 * What can't be reverted by itself can't be reverted along with others either.
 *
 * @throws CHANGESET_NOT_FOUND, NOT_MODIFIABLE
 */
async function refuseUnlessServed(storage: Storage, models: ServedModels, changesetId: string): Promise<void> {
  const changes = await listChangeset(storage, changesetId);
  const other = changes.find(({ model }) => models.get(model)?.handlers.has("revert") !== true);
  if (other !== undefined) throw new SpecstarError("NOT_MODIFIABLE", `Resources of the model "${other.model}" can't be reverted here.`);
}
