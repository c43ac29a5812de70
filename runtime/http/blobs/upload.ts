import { Router, type Request, type RequestHandler } from "express";
import { isFileName } from "../../core/blobs/file-name.js";
import { essenceOf } from "../../core/blobs/media-type.js";
import { SNIFFED_BYTES, sniffMediaType } from "../../core/blobs/sniff-media-type.js";
import { toContentType } from "../../core/blobs/to-content-type.js";
import { SpecstarError } from "../../core/errors.js";
import { FORMAT_NAMES } from "../../core/format-names.js";
import { invalidQuery } from "../../query/invalid-query.js";
import type { Binary } from "../../spec.js";
import type { Storage } from "../../stores/storage.js";
import { jsonAnswer } from "../answer.js";
import { identify } from "../idempotency/identify.js";
import { sendOnce } from "../idempotency/send-once.js";
import { checkEncoding, unsupported } from "../media-type.js";
import { parseParameters, queryOf } from "../parameters.js";
import { contextOf } from "../request-context.js";
import { finishDirectUpload, startDirectUpload } from "./direct-upload.js";
import { readBlobBody } from "./read-blob-body.js";

/** Serves `POST /blobs`, and the uploads that go to where blobs lie. */
export function uploadRouter(storage: Pick<Storage, "blobs" | "meta">): Router {
  const router = Router();
  router.post("/blobs", upload(storage));
  router.post("/blobs/direct", startDirectUpload(storage));
  router.post("/blobs/direct/:uploadId/finish", finishDirectUpload(storage));
  return router;
}

/** Stores a request's body as it comes, and answers with what a `Binary` field takes. */
function upload({ blobs, meta }: Pick<Storage, "blobs" | "meta">): RequestHandler {
  return async (req, res) => {
    const { settings } = contextOf(req, res);
    const name = parseName(req.url);
    checkBody(req);
    // A key that is malformed is refused before the bytes are taken.
    identify(req, undefined, undefined);
    const head = new Head();
    const { fileId, size } = await blobs.put(head.watch(readBlobBody(req, settings.blobLimit)));
    const contentType = toContentType(req.headers["content-type"], sniffMediaType(head.bytes));
    const binary: Binary = { fileId, size, contentType, ...(name === undefined ? {} : { name }) };
    // Taking the same bytes again changes nothing: what they are is what tells one upload from another.
    await sendOnce(meta.receipts, req, res, { body: fileId, answer: async () => ({ ...jsonAnswer(JSON.stringify(binary)), status: 201 }) });
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
