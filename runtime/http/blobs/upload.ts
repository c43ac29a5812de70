import { Router, type Request, type RequestHandler } from "express";
import { isFileName } from "../../core/blobs/file-name.js";
import { essenceOf } from "../../core/blobs/media-type.js";
import { SNIFFED_BYTES, sniffMediaType } from "../../core/blobs/sniff-media-type.js";
import { toContentType } from "../../core/blobs/to-content-type.js";
import { SpecstarError } from "../../core/errors.js";
import { FORMAT_NAMES } from "../../core/format-names.js";
import { invalidQuery } from "../../query/invalid-query.js";
import type { Binary } from "../../spec.js";
import type { BlobStore } from "../../stores/blob-store.js";
import { checkEncoding, unsupported } from "../media-type.js";
import { parseParameters, queryOf } from "../parameters.js";
import { contextOf } from "../request-context.js";
import { sendJson } from "../send.js";
import { readBlobBody } from "./read-blob-body.js";

/** Serves `POST /blobs`. */
export function uploadRouter(store: BlobStore): Router {
  const router = Router();
  router.post("/blobs", upload(store));
  return router;
}

/** Stores a request's body as it comes, and answers with what a `Binary` field takes. */
function upload(store: BlobStore): RequestHandler {
  return async (req, res) => {
    const { settings } = contextOf(req, res);
    const name = parseName(req.url);
    checkBody(req);
    const head = new Head();
    const { fileId, size } = await store.put(head.watch(readBlobBody(req, settings.blobLimit)));
    const contentType = toContentType(req.headers["content-type"], sniffMediaType(head.bytes));
    const binary: Binary = { fileId, size, contentType, ...(name === undefined ? {} : { name }) };
    sendJson(res, 201, JSON.stringify(binary));
  };
}

function parseName(url: string): string | undefined {
  const { name } = parseParameters(queryOf(url), ["name"]);
  if (name === undefined || isFileName(name)) return name;
  throw invalidQuery([{ path: "name", message: `Must be ${FORMAT_NAMES["file-name"]}.` }]);
}

function checkBody({ body, headers }: Request): void {
  if (body !== undefined) throw new SpecstarError("CONFIG_INVALID", "A middleware has read the body of an upload. Mount it behind the app, or on other paths.");
  checkEncoding(headers);
  if (essenceOf(headers["content-type"] ?? "").startsWith("multipart/")) {
    throw unsupported("The body is a form of several parts. Send the bytes of one file, with its type as Content-Type and its name as ?name=.");
  }
}

/** Remembers what passes first. */
class Head {
  bytes = Buffer.alloc(0);

  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      if (this.bytes.length < SNIFFED_BYTES) this.bytes = Buffer.concat([this.bytes, chunk.subarray(0, SNIFFED_BYTES)]);
      yield chunk;
    }
  }
}
