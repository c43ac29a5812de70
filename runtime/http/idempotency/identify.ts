import { hash } from "node:crypto";
import type { Request } from "express";
import { invalidQuery } from "../../query/invalid-query.js";
import { pathOf } from "../problem-answer.js";

const KEY = /^[!-~]{1,255}$/;

/** A request that carries a key of its own. */
export interface KeyedRequest {
  /** Of the caller, the method, the path and the key that was sent: nobody gets another's answer. */
  readonly key: string;
  /** Of all that tells two requests apart. */
  readonly fingerprint: string;
}

/**
 * What a POST or PATCH is known by when it is sent again; undefined without an Idempotency-Key.
 *
 * @throws INVALID_QUERY for a key that is malformed.
 */
export function identify(req: Request<unknown>, actor: string | undefined, body: unknown): KeyedRequest | undefined {
  const sent = req.headers["idempotency-key"];
  if (sent === undefined || (req.method !== "POST" && req.method !== "PATCH")) return undefined;
  if (typeof sent !== "string" || !KEY.test(sent)) {
    throw invalidQuery([{ path: "Idempotency-Key", message: "Must be 1 to 255 visible ASCII characters." }]);
  }
  const { method, headers } = req;
  const url = req.baseUrl + req.url;
  const told = [headers["content-type"], headers["if-match"], headers["if-unmodified-since"], headers["x-change-reason"]];
  return { key: digest([actor, method, pathOf(url), sent]), fingerprint: digest([method, url, told, body]) };
}

function digest(parts: readonly unknown[]): string {
  return hash("sha256", JSON.stringify(parts));
}
