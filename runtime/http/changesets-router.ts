import { Router } from "express";
import type { Changeset } from "../core/changeset.js";
import { SpecstarError } from "../core/errors.js";
import { listChangeset, revertChangeset } from "../core/operations/revert-changeset.js";
import type { RevisionResult } from "../core/revision-result.js";
import type { Storage } from "../stores/storage.js";
import { changesetAnswer } from "./answer.js";
import { parseParameters, queryOf } from "./parameters.js";
import { contextOf } from "./request-context.js";
import { sendJson } from "./send.js";
import type { ServedModels } from "./served-models.js";
import { writeHandler } from "./write-handler.js";

/** Serves `GET /changesets/:changesetId`, the changes that were made together, and `POST …/revert`, which undoes them, all or none. */
export function changesetsRouter(storage: Storage, models: ServedModels): Router {
  const router = Router();
  const handler = writeHandler<{ changesetId: string }, Changeset<readonly RevisionResult[]>>(storage, {
    takes: null,
    parameters: ["reason"],
    requireIfMatch: false,
    run: async ({ req, options }) => {
      await refuseUnlessServed(storage, models, req.params.changesetId);
      return revertChangeset(storage, req.params.changesetId, options);
    },
    answer: ({ changesetId, result }) => changesetAnswer(changesetId, result.map(({ revision }) => revision.text)),
  });
  router.get("/changesets/:changesetId", async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    sendJson(res, 200, JSON.stringify({ items: await listChangeset(storage, req.params.changesetId) }));
  });
  router.post("/changesets/:changesetId/revert", handler);
  return router;
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
