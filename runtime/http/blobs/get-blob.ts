import type { RequestHandler } from "express";
import { findBlobs } from "../../core/blobs/find-blobs.js";
import type { BlobStore, DirectBlobs } from "../../stores/blob-store.js";
import { parseFlag, parseParameters, queryOf } from "../parameters.js";
import { contextOf } from "../request-context.js";
import type { BlobParams, ServedManager } from "../served-manager.js";
import { shownOf } from "../shown.js";
import { blobNotFound } from "./blob-not-found.js";
import { canBeSentElsewhere, redirectToBlob } from "./redirect-to-blob.js";
import { requireDirect } from "./require-direct.js";
import { sendBlob } from "./send-blob.js";

/**
 * `GET /issues/:id/blobs/:fileId`: the bytes of a blob that the current revision names or, with `revisionId`, an earlier one. Who may
 * read the resource may read its blobs, and nobody else. With `direct` the client is sent to where they lie.
 */
export function getBlob(manager: ServedManager): RequestHandler<BlobParams> {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    const { settings } = contextOf(req, res);
    const { revisionId, direct } = parseParameters(queryOf(req.url), ["revisionId", "direct"]);
    const asked = parseFlag("direct", direct);
    const { data } = await manager.encoded.get(req.params.id, { revisionId });
    const found = findBlobs(shown.schema, JSON.parse(shown.data(data))).find(({ binary }) => binary.fileId === req.params.fileId);
    if (found === undefined) throw blobNotFound();
    const { blobs } = manager.storage;
    const elsewhere = directOf(blobs, asked, settings.blobs.direct === true);
    if (elsewhere !== undefined && canBeSentElsewhere(req)) await redirectToBlob(req, res, found.binary, elsewhere);
    else await sendBlob(req, res, found.binary, blobs);
  };
}

/** Only who asks for it is refused where it can't be had: the app's own wish leaves every back end as it is. */
function directOf(blobs: BlobStore, asked: boolean | undefined, isUsual: boolean): DirectBlobs | undefined {
  if (asked === true) return requireDirect(blobs);
  return asked === undefined && isUsual ? blobs.direct : undefined;
}
