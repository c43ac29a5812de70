import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Router } from "express";
import { SpecstarError } from "../core/errors.js";
import { isKnown } from "./entity-tags.js";
import { sendJson, sendNotModified } from "./send.js";

/**
 * Serves an OpenAPI document at `/openapi.json`. The file is read once, now.
 *
 * @param path from the working directory.
 * @throws CONFIG_INVALID when the file can't be read.
 */
export function openapiRouter(path: string): Router {
  const text = readDocument(resolve(path));
  const etag = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  const router = Router();
  router.get("/openapi.json", (req, res) => {
    const known = req.headers["if-none-match"];
    if (known !== undefined && isKnown(known, etag)) sendNotModified(res, etag);
    else sendJson(res, 200, text, etag);
  });
  return router;
}

function readDocument(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const help = "Run `specstar generate`, and start the server in the project's folder.";
    throw new SpecstarError("CONFIG_INVALID", `The OpenAPI document ${path} can't be read. ${help}`, [], { cause });
  }
}
