import { hash } from "node:crypto";
import type { ModelIndex } from "../stores/model-index.js";
import type { MetaStore, Reference } from "../stores/meta-store.js";
import type { RevisionStore } from "../stores/revision-store.js";
import type { Storage } from "../stores/storage.js";
import { findBlobs } from "./blobs/find-blobs.js";
import { keepBlobs, type BlobUse } from "./blobs/keep-blobs.js";
import { holdsBinary } from "./blobs/map-binaries.js";
import { replaceInlineBlobs } from "./blobs/replace-inline-blobs.js";
import { warnOfLostBlobs } from "./blobs/warn-of-lost-blobs.js";
import { compileEncoder } from "./codec.js";
import { compileIndexedData, type IndexedData } from "./indexed-data.js";
import { jobFactsOf, type JobFacts } from "./jobs/job-facts.js";
import { createKeyedQueue, type KeyedQueue } from "./keyed-queue.js";
import { modelsOf, type Models } from "./models.js";
import { omitFields } from "./omit-fields.js";
import { compileReferences } from "./references.js";
import { checkSchedule } from "./schedules/check-schedule.js";
import type { ResourceSpec } from "./spec.js";
import { refuseUnsearchableText } from "./refuse-unsearchable-text.js";
import { validate } from "./validate.js";
import { validationFailed } from "./validation-failed.js";

/** What the operations on one model's resources work with; prepared once per manager. */
export interface OperationContext {
  readonly model: string;
  readonly schemaVersion: string;
  readonly index: ModelIndex;
  readonly spec: AnySpec;
  /** Whether the model has fields that refer to resources. */
  readonly hasReferences: boolean;
  readonly storage: Storage;
  /** The storage's, for short. */
  readonly meta: MetaStore;
  readonly revisions: RevisionStore;
  /** All models of the storage. */
  readonly models: Models;
  /** Keyed by resource id: writes of this process to one resource don't race each other. */
  readonly queue: KeyedQueue;
  /** The present time as RFC 3339 text in UTC with milliseconds. */
  now(): string;
  /** @throws VALIDATION_FAILED */
  prepare(input: unknown): PreparedData;
  /** The same of a text that is stored already. */
  detailsOf(text: string): DataDetails;
}

const NO_BYTES: ReadonlyMap<string, Uint8Array> = new Map();
const NO_FILE_IDS: readonly string[] = [];

/** What the stores need to know of data beside its text. */
export interface DataDetails {
  readonly indexedData: IndexedData;
  /** Undefined for a model that refers to nothing. */
  readonly references: readonly Reference[] | undefined;
  /** Of the blobs that the data names, none twice. */
  readonly fileIds: readonly string[];
  /** Undefined for a model without jobs. */
  readonly job: JobFacts | undefined;
}

/** An input that has passed, as it will be stored. */
export interface PreparedData extends DataDetails {
  readonly text: string;
  /** `sha256:<hex>` over the text's UTF-8, without hidden fields: a hash of a short secret gives it away. */
  readonly hash: string;
  /** Sees to it that the blobs that the data names are stored, and stay; undefined when it names none. */
  readonly keepBlobs: ((use: BlobUse) => Promise<unknown>) | undefined;
}

export type AnySpec = Omit<ResourceSpec<unknown, unknown, unknown>, "displayName" | "steps">;

/** Prepares the operations on a model's resources, and makes the model known to the others of the storage. */
export function createContext(spec: AnySpec, storage: Storage, clock: () => Date): OperationContext {
  const { name: model, schemaVersion, schema, index } = spec;
  const models = modelsOf(storage);
  const detailsOf = compileDetails(spec, models);
  const encode = compileEncoder(schema);
  const hasBlobs = holdsBinary(schema);
  warnOfLostBlobs(spec, storage);
  const context: OperationContext = {
    model,
    schemaVersion,
    index,
    spec,
    hasReferences: spec.references.length > 0,
    storage,
    meta: storage.meta,
    revisions: storage.revisions,
    models,
    queue: createKeyedQueue(),
    now: () => clock().toISOString(),
    prepare(input) {
      const { input: plain, bytes } = hasBlobs ? replaceInlineBlobs(spec, input) : { input, bytes: NO_BYTES };
      const data = validate(spec, plain);
      const details = detailsOf(data);
      refuseUnsearchableText(model, details.indexedData);
      refuseWrongSchedule(model, details.job);
      const text = encode(data);
      const keep = details.fileIds.length === 0 ? undefined : (use: BlobUse) => keepBlobs(spec, data, bytes, use);
      const told = spec.hidden.length === 0 ? text : encode(omitFields(data, spec.hidden));
      return { text, hash: `sha256:${hash("sha256", told)}`, keepBlobs: keep, ...details };
    },
    detailsOf: (text) => detailsOf(JSON.parse(text)),
  };
  models.register(context);
  return context;
}

function compileDetails({ schema, index, references, job }: AnySpec, models: Models): (data: unknown) => DataDetails {
  const indexedDataOf = compileIndexedData(schema, index.fields);
  const referencesOf = compileReferences(schema, references, models);
  const fileIdsOf = holdsBinary(schema) ? (data: unknown) => namedBlobs(schema, data) : () => NO_FILE_IDS;
  const factsOf = job === undefined ? () => undefined : jobFactsOf;
  return (data) => ({ indexedData: indexedDataOf(data), references: referencesOf?.(data), fileIds: fileIdsOf(data), job: factsOf(data) });
}

/** @throws VALIDATION_FAILED */
function refuseWrongSchedule(model: string, facts: JobFacts | undefined): void {
  if (facts === undefined || facts.schedule === null) return;
  const problems = checkSchedule(facts.schedule).map(({ path, message }) => ({ path: `/schedule${path}`, message }));
  if (problems.length > 0) throw validationFailed(model, problems);
}

function namedBlobs(schema: AnySpec["schema"], data: unknown): readonly string[] {
  return [...new Set(findBlobs(schema, data).map(({ binary }) => binary.fileId))];
}
