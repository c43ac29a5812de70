import { Router, type RequestHandler, type Response } from "express";
import { SpecstarError, type Problem } from "../core/errors.js";
import { sendAnswer } from "./answer.js";
import { problemAnswer } from "./problem-answer.js";
import { contextOf } from "./request-context.js";
import { createReadiness, type CheckResult, type Readiness } from "./readiness.js";
import { isStopping } from "./stopping.js";
import type { Storage } from "../stores/storage.js";

/** Serves `/livez`: the process answers. */
export function livenessRouter(): Router {
  const router = Router();
  router.get("/livez", (_req, res) => sendOk(res));
  return router;
}

/**
 * Serves `/readyz`: every store answers, and the queue, and no migration is missing, or 503. The answer names what does not hold; why not is in the
 * log alone. A server that is about to stop is not ready, whatever its stores say.
 */
export function readinessRouter(storages: readonly Storage[]): Router {
  return Router().get("/readyz", readinessHandler(createReadiness(storages)));
}

function readinessHandler(ask: () => Promise<Readiness>): RequestHandler {
  return async (req, res) => {
    if (isStopping(req)) {
      // It is meant to: nothing for the log of failures.
      sendAnswer(res, problemAnswer(notReady("The server is stopping.", [{ path: "server", message: "It is stopping." }]), req, contextOf(req, res)));
      return;
    }
    const readiness = await ask();
    if (readiness.failures.length > 0) throw unavailable(readiness);
    sendOk(res, readiness.checks);
  };
}

function unavailable({ failures }: Readiness): SpecstarError {
  const problems = failures.map(({ name }) => ({ path: name, message: "It does not answer, or not as it should." }));
  const cause = failures.length === 1 ? failures[0]?.error : new AggregateError(failures.map(({ error }) => error), failures.map(({ name }) => name).join(", "));
  return notReady(`Not ready: ${failures.map(({ name }) => name).join(", ")}.`, problems, { cause });
}

function notReady(message: string, problems: readonly Problem[], options?: ErrorOptions): SpecstarError {
  return new SpecstarError("BACKEND_UNAVAILABLE", message, problems, options);
}

function sendOk(res: Response, checks?: readonly CheckResult[]): void {
  res.setHeader("Cache-Control", "no-store");
  res.json({ status: "ok", ...(checks !== undefined && { checks }) });
}
