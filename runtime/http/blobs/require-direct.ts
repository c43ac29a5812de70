import { SpecstarError } from "../../core/errors.js";
import type { BlobStore, DirectBlobs } from "../../stores/blob-store.js";

/**
 * What lets clients go to the blobs by themselves.
 *
 * @throws NOT_SUPPORTED when the store has no such thing.
 */
export function requireDirect({ direct }: Pick<BlobStore, "direct">): DirectBlobs {
  if (direct !== undefined) return direct;
  throw new SpecstarError(
    "NOT_SUPPORTED",
    "The blobs of this server lie where only the server itself gets to them. Download them without `direct`, and upload them with POST /blobs.",
  );
}
