import { openS3Blobs, openS3Revisions } from "../../stores/s3/index.js";
import { openS3 } from "../../stores/s3/client.js";
import { openSyncedMetaIn } from "../../stores/s3/synced/open-synced-meta.js";
import type { MetaPart } from "../../stores/storage.js";
import type { S3ConnectionOptions } from "../types/s3.js";
import type { Openers } from "./openers.js";

export function s3Parts(options: S3ConnectionOptions): Openers {
  return {
    openMeta: () => openMeta(options),
    openRevisions: async () => ({ ...(await openS3Revisions(options)), migrations: null }),
    openBlobs: () => openS3Blobs(options),
  };
}

async function openMeta({ prefix = "", ...options }: S3ConnectionOptions): Promise<MetaPart> {
  const bucket = await openS3({ ...options, prefix });
  try {
    return await openSyncedMetaIn(bucket, { prefix });
  } catch (error) {
    await bucket.close();
    throw error;
  }
}
