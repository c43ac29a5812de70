import type { Response } from "express";
import type { Facts } from "../core/facts.js";
import type { ResourceMeta } from "../core/resource.js";
import type { RevisionResult } from "../core/revision-result.js";
import { CACHING } from "./send.js";

/** What is answered to a request, as plain data: it can be kept, and sent again. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer of a write that leaves nothing to tell of. */
export const NOTHING: Answer = { status: 204, headers: { "Cache-Control": CACHING }, body: "" };

/** The answer of a dry run that nothing stood against. */
export const VALID: Answer = jsonAnswer('{"valid":true}');

/** An answer of JSON text. */
export function jsonAnswer(body: string): Answer {
  return { status: 200, headers: { "Content-Type": "application/json", "Cache-Control": CACHING }, body };
}

/** The revision that is current now. */
export function revisionAnswer({ revision, etag, updatedTime }: RevisionResult): Answer {
  return { status: 200, headers: taggedHeaders(etag, updatedTime), body: revision.text };
}

/** The same of a new resource, which is found at `location`. */
export function createdAnswer({ revision, etag, updatedTime }: RevisionResult, location: string): Answer {
  return { status: 201, headers: { ...taggedHeaders(etag, updatedTime), Location: location }, body: revision.text };
}

/** The resource as it is now. */
export function metaAnswer(meta: Facts<ResourceMeta>, etag: string): Answer {
  return { status: 200, headers: taggedHeaders(etag, meta.value.updatedTime), body: meta.text };
}

/** A changeset, with the JSON texts of what came of each of its parts. */
export function changesetAnswer(changesetId: string, results: readonly string[]): Answer {
  return jsonAnswer(`{"changesetId":${JSON.stringify(changesetId)},"results":[${results.join(",")}]}`);
}

function taggedHeaders(etag: string, updatedTime: string): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Cache-Control": CACHING,
    ETag: `"${etag}"`,
    "Last-Modified": new Date(updatedTime).toUTCString(),
  };
}

/** Sends an answer, in one write. */
export function sendAnswer(res: Response, { status, headers, body }: Answer): void {
  res.statusCode = status;
  for (const name in headers) res.setHeader(name, headers[name] ?? "");
  if (status !== 204) res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}
