import { SpecstarError } from "../../core/errors.js";

/** The caller learns nothing of blobs that exist elsewhere. */
export function blobNotFound(): SpecstarError {
  return new SpecstarError("BLOB_NOT_FOUND", "The revision has no such blob.");
}
