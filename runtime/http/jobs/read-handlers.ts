import type { RequestHandler } from "express";
import { parseParameters, queryOf } from "../parameters.js";
import { contextOf } from "../request-context.js";
import { CACHING } from "../send.js";
import { sendHashed } from "../send-hashed.js";
import { sendStream } from "../send-stream.js";
import type { ResourceParams, ServedManager } from "../served-manager.js";
import { jobsOf } from "./jobs-of.js";

/** `GET /trains/:id/status`: how a job is doing. */
export function status(manager: ServedManager): RequestHandler<ResourceParams> {
  const jobs = jobsOf(manager);
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    sendHashed(req, res, JSON.stringify(await jobs.status(req.params.id)));
  };
}

/** `GET /trains/:id/attempts`: the runs of a job, oldest first. */
export function listAttempts(manager: ServedManager): RequestHandler<ResourceParams> {
  const jobs = jobsOf(manager);
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const { attempts } = await jobs.status(req.params.id);
    sendHashed(req, res, JSON.stringify({ items: attempts }));
  };
}

/** `GET /trains/:id/logs`: what a job has logged: up to now while it runs, all of it once it has ended. */
export function readLog(manager: ServedManager): RequestHandler<ResourceParams> {
  const jobs = jobsOf(manager);
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const texts = await begin(jobs.readLog(req.params.id));
    res.setHeader("Content-Type", "text/plain; charset=utf-8");
    res.setHeader("Cache-Control", CACHING);
    await sendStream(res, texts);
  };
}

/** What can't be read at all fails now: it can still be answered as a problem. */
async function begin<Item>(items: AsyncIterable<Item>): Promise<AsyncIterable<Item>> {
  const iterator = items[Symbol.asyncIterator]();
  const first = await iterator.next();
  const all = async function* (): AsyncGenerator<Item> {
    try {
      for (let item = first; item.done !== true; item = await iterator.next()) yield item.value;
    } finally {
      await iterator.return?.();
    }
  };
  return all();
}
