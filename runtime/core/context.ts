import { hash } from "node:crypto";
import type { ModelIndex } from "../stores/model-index.js";
import type { MetaStore } from "../stores/meta-store.js";
import type { RevisionStore } from "../stores/revision-store.js";
import type { Storage } from "../stores/storage.js";
import { compileEncoder } from "./codec.js";
import { compileIndexedData, type IndexedData } from "./indexed-data.js";
import { createKeyedQueue, type KeyedQueue } from "./keyed-queue.js";
import type { RevisionStatus } from "./resource.js";
import type { ResourceSpec } from "./spec.js";
import { validate } from "./validate.js";

/** What the operations on one model's resources work with; prepared once per manager. */
export interface OperationContext {
  readonly model: string;
  readonly schemaVersion: string;
  readonly index: ModelIndex;
  readonly defaultStatus: RevisionStatus;
  /** Makes the rest of a new resource's id; undefined for the runtime's own way. */
  readonly newId: (() => string) | undefined;
  readonly meta: MetaStore;
  readonly revisions: RevisionStore;
  /** Keyed by resource id: writes of this process to one resource don't race each other. */
  readonly queue: KeyedQueue;
  /** The present time as RFC 3339 text in UTC with milliseconds. */
  now(): string;
  /** @throws VALIDATION_FAILED */
  prepare(input: unknown): PreparedData;
  /** Reads the indexed fields out of a stored text. */
  indexedDataOf(text: string): IndexedData;
}

/** An input that has passed, as it will be stored. */
export interface PreparedData {
  readonly text: string;
  /** `sha256:<hex>` over the text's UTF-8. */
  readonly hash: string;
  readonly indexedData: IndexedData;
}

export type AnySpec = Pick<
  ResourceSpec<unknown, unknown, unknown>,
  "name" | "schemaVersion" | "schema" | "index" | "defaultStatus" | "newId" | "validate" | "hidden" | "protected"
>;

/** Prepares the operations on a model's resources. */
export function createContext(spec: AnySpec, storage: Storage, clock: () => Date): OperationContext {
  const { name: model, schemaVersion, schema, index, defaultStatus, newId } = spec;
  const extract = compileIndexedData(schema, index.fields);
  const encode = compileEncoder(schema);
  return {
    model,
    schemaVersion,
    index,
    defaultStatus,
    newId,
    meta: storage.meta,
    revisions: storage.revisions,
    queue: createKeyedQueue(),
    now: () => clock().toISOString(),
    prepare(input) {
      const data = validate(spec, input);
      const text = encode(data);
      return { text, hash: `sha256:${hash("sha256", text)}`, indexedData: extract(data) };
    },
    indexedDataOf: (text) => extract(JSON.parse(text)),
  };
}
