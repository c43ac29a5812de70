import { Router, type Response } from "express";
import { SpecstarError } from "../core/errors.js";
import type { Storage } from "../stores/storage.js";

/** A store that has not answered by then counts as one that does not. */
const PING_TIMEOUT_MS = 5_000;

/** Serves `/livez`: the process answers. */
export function livenessRouter(): Router {
  const router = Router();
  router.get("/livez", (_req, res) => sendOk(res));
  return router;
}

/** Serves `/readyz`: every store answers, or 503. */
export function readinessRouter(storages: readonly Storage[]): Router {
  const stores = new Set(storages.flatMap<Pingable>(({ meta, revisions, blobs }) => [meta, revisions, blobs]));
  const router = Router();
  router.get("/readyz", async (_req, res) => {
    await Promise.all([...stores].map(pingInTime)).catch((cause: unknown) => {
      throw new SpecstarError("BACKEND_UNAVAILABLE", "A store does not answer.", [], { cause });
    });
    sendOk(res);
  });
  return router;
}

interface Pingable {
  ping(): Promise<void>;
}

function pingInTime(store: Pingable): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${PING_TIMEOUT_MS} ms.`)), PING_TIMEOUT_MS);
    store.ping().then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function sendOk(res: Response): void {
  res.setHeader("Cache-Control", "no-store");
  res.json({ status: "ok" });
}
