import type { Response } from "express";
import type { Facts } from "../core/facts.js";
import type { ResourceMeta } from "../core/resource.js";
import type { RevisionResult } from "../core/revision-result.js";
import { toHttpDate } from "./http-date.js";
import { CACHING } from "./send.js";

/** What is answered to a request, as plain data: it can be kept, and sent again. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer of a write that leaves nothing to tell of. */
export const NOTHING: Answer = { status: 204, headers: {}, body: "" };

/** The answer of a dry run that nothing stood against. */
export const VALID: Answer = jsonAnswer('{"valid":true}');

/** An answer of JSON text. */
export function jsonAnswer(body: string): Answer {
  return { status: 200, headers: { "Content-Type": "application/json", "Cache-Control": CACHING }, body };
}

/** The revision that is current now. */
export function revisionAnswer({ revision, meta, etag }: RevisionResult): Answer {
  return { status: 200, headers: taggedHeaders(meta, etag), body: revision.text };
}

/** The same of a new resource, which is found at `location`. */
export function createdAnswer({ revision, meta, etag }: RevisionResult, location: string): Answer {
  return { status: 201, headers: { ...taggedHeaders(meta, etag), Location: location }, body: revision.text };
}

/** The resource as it is now; `shown` is its meta without what nobody is told. */
export function metaAnswer(meta: Facts<ResourceMeta>, etag: string, shown: Facts<ResourceMeta>): Answer {
  return { status: 200, headers: taggedHeaders(meta, etag), body: shown.text };
}

/** A changeset, with the JSON texts of what came of each of its parts. */
export function changesetAnswer(changesetId: string, results: readonly string[]): Answer {
  return jsonAnswer(`{"changesetId":${JSON.stringify(changesetId)},"results":[${results.join(",")}]}`);
}

function taggedHeaders({ value }: Facts<ResourceMeta>, etag: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Cache-Control": CACHING,
    ETag: `"${etag}"`,
    "Last-Modified": toHttpDate(value.updatedTime),
  };
}

/** Sends an answer, in one write. */
export function sendAnswer(res: Response, { status, headers, body }: Answer): void {
  res.statusCode = status;
  for (const name in headers) res.setHeader(name, headers[name] ?? "");
  if (status !== 204) res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}
