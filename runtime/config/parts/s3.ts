import { openS3Blobs, openS3Revisions, openSyncedMeta } from "../../stores/s3/index.js";
import type { S3ConnectionOptions } from "../types/s3.js";
import type { Openers } from "./openers.js";

export function s3Parts(options: S3ConnectionOptions): Openers {
  return {
    openMeta: () => openSyncedMeta(options),
    openRevisions: async () => ({ ...(await openS3Revisions(options)), migrations: null }),
    openBlobs: () => openS3Blobs(options),
  };
}
