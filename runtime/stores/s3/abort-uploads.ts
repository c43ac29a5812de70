import type { ListMultipartUploadsCommandOutput } from "@aws-sdk/client-s3";
import type { S3Connection } from "./client.js";

/** Of a bucket, and of the keys below a prefix. */
export interface UploadsPlace {
  readonly Bucket: string;
  readonly Prefix: string;
}

/** Removes the parts of uploads that were begun so many milliseconds ago, by the server's clock, and never finished: each costs its space. */
export async function abortOldUploads({ client, sdk, dateOf }: S3Connection, { Bucket, Prefix }: UploadsPlace, olderThan: number): Promise<void> {
  let marker: { readonly KeyMarker?: string; readonly UploadIdMarker?: string } | undefined = {};
  while (marker !== undefined) {
    const answer: ListMultipartUploadsCommandOutput = await client.send(new sdk.ListMultipartUploadsCommand({ Bucket, Prefix, ...marker }));
    for (const { Key, UploadId, Initiated } of answer.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined || Initiated === undefined) continue;
      const isOld = dateOf(answer).getTime() - Initiated.getTime() > olderThan;
      if (isOld) await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(ignoreGone);
    }
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = answer;
    marker = answer.IsTruncated === true && KeyMarker !== undefined && UploadIdMarker !== undefined ? { KeyMarker, UploadIdMarker } : undefined;
  }
}

/** Somebody else was faster. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "NoSuchUpload") throw error;
}
