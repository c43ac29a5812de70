import type { EncodedResources } from "../core/encoded-resources.js";
import type { ResourceSpec } from "../core/spec.js";
import type { EncodedJobs } from "../jobs/encoded-jobs.js";
import type { Storage } from "../stores/storage.js";

/** What the handlers need of a `ResourceManager`. */
export interface ServedManager {
  readonly spec: Pick<ResourceSpec<unknown, unknown, unknown>, "name" | "schema" | "index" | "hidden" | "protected" | "requireIfMatch">;
  readonly storage: Storage;
  readonly encoded: EncodedResources;
  /** Of a model whose resources are jobs. */
  readonly encodedJobs?: EncodedJobs;
}

/** `id` is a resource id. A type, because an interface would not fit Express's own parameters. */
export type ResourceParams = { readonly id: string };

/** `n` is a revision's number, or its full id. */
export type RevisionParams = { readonly id: string; readonly n: string };

/** `fileId` is any text that a caller sent. */
export type BlobParams = { readonly id: string; readonly fileId: string };
