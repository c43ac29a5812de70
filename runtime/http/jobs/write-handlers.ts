import type { RequestHandler } from "express";
import { jobEnded } from "../../core/refusals.js";
import { jsonAnswer, revisionAnswer } from "../answer.js";
import { checkMediaType } from "../media-type.js";
import type { ResourceParams, ServedManager } from "../served-manager.js";
import { shownOf } from "../shown.js";
import { writeHandler } from "../write-handler.js";
import { writeTo } from "../write-to.js";
import { jobsOf } from "./jobs-of.js";
import { parseRerun } from "./parse-rerun.js";

/**
 * `POST /trains/:id/cancel`: ends a job that waits, and has one that runs told so. The answer is how it is doing then, so that it can't be
 * kept along with the write; to cancel twice is to cancel once anyway.
 */
export function cancel(manager: ServedManager): RequestHandler<ResourceParams> {
  const jobs = jobsOf(manager);
  return writeTo(manager, {
    takes: null,
    parameters: ["reason"],
    run: async ({ req, options }) => {
      const { receipt: _, ...given } = options;
      const state = await jobs.cancel(req.params.id, given);
      if (state === "completed" || state === "failed") throw jobEnded(req.params.id, state);
      return jobs.status(req.params.id);
    },
    answer: (status) => jsonAnswer(JSON.stringify(status)),
  });
}

/** `POST /trains/:id/rerun`: has a job that has ended run again, by a new revision. */
export function rerun(manager: ServedManager): RequestHandler<ResourceParams> {
  const jobs = jobsOf(manager);
  return writeTo(manager, {
    takes: null,
    parameters: ["reason"],
    run: ({ req, options }) => jobs.rerun(req.params.id, options),
    answer: revisionAnswer,
  });
}

/** `POST /trains/rerun`: has all jobs that meet a condition and have ended run again, or none. */
export function rerunMany(manager: ServedManager): RequestHandler {
  const jobs = jobsOf(manager);
  const shown = shownOf(manager.spec);
  return writeHandler(manager.storage, {
    takes: checkMediaType,
    parameters: ["reason"],
    requireIfMatch: false,
    run: async ({ body, options }) => {
      const { where, most } = parseRerun(shown, body);
      return jobs.rerunMany(where, { ...options, most });
    },
    answer: (result) => jsonAnswer(JSON.stringify(result)),
  });
}
