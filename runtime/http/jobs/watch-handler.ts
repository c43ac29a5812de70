import type { RequestHandler } from "express";
import { NOTHING, sendAnswer } from "../answer.js";
import { parseParameters, queryOf } from "../parameters.js";
import { contextOf } from "../request-context.js";
import type { ResourceParams, ServedManager } from "../served-manager.js";
import { isStopping } from "../stopping.js";
import { openEventStream } from "./event-stream.js";
import { jobsOf } from "./jobs-of.js";
import { END_ID, hasEnded, parseEventId, Watcher } from "./watcher.js";
import { Watches } from "./watches.js";

/** `GET /trains/:id/events`: what becomes of a job, as server-sent events, until it has ended. */
export function watch(manager: ServedManager): RequestHandler<ResourceParams> {
  const jobs = jobsOf(manager);
  const watches = new Watches(jobs);
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const { id } = req.params;
    const lastId = String(req.headers["last-event-id"] ?? "");
    const view = await jobs.view(id);
    const { status } = view;
    if (lastId === END_ID && hasEnded(status)) {
      // That keeps browsers from coming back.
      sendAnswer(res, NOTHING);
      return;
    }
    if (res.destroyed) return;
    const leave = watches.enter();
    const stream = openEventStream(res, () => {
      leave();
      watches.delete(id, watcher);
    });
    const watcher = new Watcher(stream, parseEventId(lastId));
    if (req.method === "HEAD") stream.end();
    else if (hasEnded(status)) await watcher.tellEnd(jobs, id, view);
    else {
      watcher.tellStatus(status);
      watches.add(id, watcher);
      if (isStopping(req)) stream.end();
    }
  };
}
