import type { Response } from "express";
import { toHttpDate } from "./http-date.js";
import { sendJson } from "./send.js";
import type { ResourceState } from "../core/operations/get-state.js";

/** Sends JSON text with the tag of a resource, and the time of its last change in whole seconds. */
export function sendTagged(res: Response, status: number, body: string, { etag, updatedTime }: Pick<ResourceState, "etag" | "updatedTime">): void {
  res.setHeader("Last-Modified", toHttpDate(updatedTime));
  sendJson(res, status, body, etag);
}
