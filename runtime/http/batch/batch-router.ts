import { Router } from "express";
import { changeset, type Changeset } from "../../core/changeset.js";
import { modelsOf } from "../../core/models.js";
import { planAll, type PlannedOperation } from "../../core/operations/batch.js";
import type { WriteOptions } from "../../core/options.js";
import { createPlannedResources } from "../../core/planned-resources.js";
import type { Storage } from "../../stores/storage.js";
import { changesetAnswer } from "../answer.js";
import { checkMediaType } from "../media-type.js";
import type { ServedModels } from "../served-models.js";
import { shownOf } from "../shown.js";
import { preconditionRequired, writeHandler } from "../write-handler.js";
import { OPERATIONS } from "./operations.js";
import { parseBatch, type Operation } from "./parse-batch.js";

/** Serves `POST /batch`: many operations on resources of any model of a storage, all or none. */
export function batchRouter(storage: Storage, models: ServedModels): Router {
  const router = Router();
  const handler = writeHandler(storage, {
    takes: checkMediaType,
    parameters: ["reason"],
    requireIfMatch: false,
    run: async ({ body, context, options }): Promise<Changeset<readonly string[]>> => {
      const operations = parseBatch(models, body);
      context.isConditional = operations.some(({ members }) => members.ifMatch !== undefined);
      const planned = operations.map((operation) => toPlanned(storage, operation, options));
      return changeset(storage, (unit) => planAll(unit, planned), options);
    },
    answer: ({ changesetId, result }) => changesetAnswer(changesetId, result),
  });
  router.post("/batch", handler);
  return router;
}

/** A reason of its own goes before that of the batch. */
function toPlanned(storage: Storage, { op, model, members, reason }: Operation, options: WriteOptions): PlannedOperation<string> {
  const { spec } = model.manager;
  const { actor, requestId } = options;
  const context = modelsOf(storage).find(spec.name);
  const shown = shownOf(spec);
  return async (unit) => {
    if (spec.requireIfMatch && op !== "create" && members.ifMatch === undefined) throw preconditionRequired();
    const target = { spec, shown, resources: createPlannedResources(context, unit) };
    return OPERATIONS[op].plan(target, members, { actor, requestId, reason: reason ?? options.reason });
  };
}
