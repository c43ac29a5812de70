import type { RequestHandler } from "express";
import type { HistoryOptions } from "../core/options.js";
import type { RevisionOp } from "../core/resource.js";
import { parseInstant } from "./parse-instant.js";
import { parseChoice, parseCount, parseParameters, queryOf } from "./parameters.js";
import { contextOf } from "./request-context.js";
import { encodePage } from "./send.js";
import { sendHashed } from "./send-hashed.js";
import type { ResourceParams, ServedManager } from "./served-manager.js";

const REVISION_OPS: readonly RevisionOp[] = ["create", "update", "delete", "restore", "migrate"];

/** `GET /issues/:id/revisions`: the history, newest first, or the part of it that meets all filters. */
export function listRevisions(manager: ServedManager): RequestHandler<ResourceParams> {
  return async (req, res) => {
    contextOf(req, res);
    const page = await manager.encoded.listRevisions(req.params.id, parseHistoryOptions(queryOf(req.url)));
    sendHashed(req, res, encodePage(page, ({ text }) => text));
  };
}

/** `GET /issues/:id/diff`: what leads from one revision to another. */
export function diff(manager: ServedManager): RequestHandler<ResourceParams> {
  const { hidden } = manager.spec;
  return async (req, res) => {
    contextOf(req, res);
    const { from, to } = parseParameters(queryOf(req.url), ["from", "to"]);
    sendHashed(req, res, JSON.stringify(await manager.encoded.diff(req.params.id, { from, to, hidden })));
  };
}

function parseHistoryOptions(query: string): HistoryOptions {
  const { limit, cursor, createdBy, op, since, until } = parseParameters(query, ["limit", "cursor", "createdBy", "op", "since", "until"]);
  return {
    limit: parseCount("limit", limit),
    cursor,
    createdBy,
    op: parseChoice("op", op, REVISION_OPS),
    since: parseInstant("since", since)?.toISOString(),
    until: parseInstant("until", until)?.toISOString(),
  };
}
