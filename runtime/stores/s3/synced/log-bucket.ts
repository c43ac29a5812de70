import type { Bucket } from "../bucket.js";

/** What the log asks of its bucket. */
export type LogBucket = Pick<Bucket, "name" | "get" | "read" | "putNew" | "putFile" | "delete" | "list" | "abortUploads" | "ping" | "close">;
