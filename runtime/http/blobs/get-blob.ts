import type { RequestHandler } from "express";
import { findBlobs } from "../../core/blobs/find-blobs.js";
import { parseParameters, queryOf } from "../parameters.js";
import { contextOf } from "../request-context.js";
import type { BlobParams, ServedManager } from "../served-manager.js";
import { shownOf } from "../shown.js";
import { blobNotFound, sendBlob } from "./send-blob.js";

/**
 * `GET /issues/:id/blobs/:fileId`: the bytes of a blob that the current revision names or, with `revisionId`, an earlier one. Who may
 * read the resource may read its blobs, and nobody else.
 */
export function getBlob(manager: ServedManager): RequestHandler<BlobParams> {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    const { revisionId } = parseParameters(queryOf(req.url), ["revisionId"]);
    const { data } = await manager.encoded.get(req.params.id, { revisionId });
    const found = findBlobs(shown.schema, JSON.parse(shown.data(data))).find(({ binary }) => binary.fileId === req.params.fileId);
    if (found === undefined) throw blobNotFound();
    await sendBlob(req, res, found.binary, manager.storage.blobs);
  };
}
