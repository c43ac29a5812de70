import type { z } from "zod";
import type { Problem, Step } from "../spec.js";
import type { OnDelete } from "../stores/meta-store.js";
import type { IndexedField, ModelIndex } from "../stores/model-index.js";
import type { RevisionStatus } from "./resource.js";

declare const types: unique symbol;

/** A field, or every item of a list, that names a resource of a model. */
export interface ResourceReference {
  /** The field's path in the data: `owner`, `lines.product`. */
  readonly path: string;
  /** The first part of the other resource's id: `account`. */
  readonly model: string;
  /** What happens to this resource when the other one is deleted. */
  readonly onDelete: OnDelete;
  /** Given when a revision is named, and not the resource. */
  readonly to?: "revision";
  /** Given when the path leads to many values. */
  readonly list?: true;
}

/** How the jobs of a model are run. Times are in milliseconds. */
export interface JobSettings {
  /** How often a failed job runs again, unless it says so itself; null takes the queue's default. */
  readonly maxRetries: number | null;
  /** How often a job may lose its worker before it is given up as failed. */
  readonly maxLosses: number;
  /** After how long without a sign of life a worker's jobs are another's. */
  readonly lease: number;
  /** For how long an attempt may run, unless the job says so itself; null: as long as it wants. */
  readonly timeout: number | null;
  readonly backoff: Backoff;
  /** How many jobs with the same concurrency key run at a time. */
  readonly concurrency: number;
}

/** How long a failed job waits: twice as long each time, half of it by chance. */
export interface Backoff {
  readonly first: number;
  readonly longest: number;
}

export const JOB_SETTINGS: JobSettings = {
  maxRetries: null,
  maxLosses: 5,
  lease: 30_000,
  timeout: null,
  backoff: { first: 1_000, longest: 3_600_000 },
  concurrency: 1,
};

/** What a model says beyond its fields. */
interface ModelDetails {
  readonly references: readonly ResourceReference[];
  /** The field that names a resource to people. */
  readonly displayName?: string | undefined;
  /** The status of a new revision unless the caller says another. */
  readonly defaultStatus: RevisionStatus;
  /** Fields that no answer over HTTP shows. */
  readonly hidden: readonly string[];
  /** Fields that no body over HTTP may have: the server sets them. */
  readonly protected: readonly string[];
  /** Checks what one field alone can't say, after the schema has passed. */
  readonly validate?: ((value: never) => Iterable<Problem>) | undefined;
  /** Makes the part of a new id that follows the model's name; a UUID of version 7 without. */
  readonly newId?: (() => string) | undefined;
  /** What converts data of older schema versions. */
  readonly steps: readonly Step[];
  /** Whether every write must say why. */
  readonly requireReason: boolean;
  /** Whether a write over HTTP must say which state it expects. */
  readonly requireIfMatch: boolean;
  /** Given when its resources are jobs. */
  readonly job?: JobSettings | undefined;
}

/**
 * A model as the runtime sees it. `Data` is what reads give, `Input` what creates and updates take, `Indexed` maps each
 * indexed path to its type, a list when it has many values; the three exist for the compiler only.
 */
export interface ResourceSpec<Data, Input, Indexed> extends Omit<ModelDetails, "validate"> {
  /** First part of every resource id: `issue`. */
  readonly name: string;
  readonly schemaVersion: string;
  /** Checks an input, fills in defaults, and keeps the order of the model's fields. */
  readonly schema: z.ZodType;
  readonly index: ModelIndex;
  /** What is wrong between the fields of data that has passed the schema. */
  readonly validate: (data: unknown) => Iterable<Problem>;
  readonly [types]?: { data: Data; input: Input; indexed: Indexed };
}

export interface ResourceDefinition extends Partial<ModelDetails> {
  readonly name: string;
  readonly schemaVersion: string;
  readonly schema: z.ZodType;
  readonly table: string;
  readonly indexes: readonly IndexedField[];
  readonly unique: readonly (readonly string[])[];
}

/**
 * Declares a model to the runtime. Called by generated code, which says the three types where it keeps the result: a compiler that had to
 * infer them would do so for every model.
 */
export function defineResource(definition: ResourceDefinition): ResourceSpec<never, never, never> {
  const { name, schemaVersion, schema, table, indexes, unique, validate } = definition;
  return Object.freeze({
    name,
    schemaVersion,
    schema,
    index: { model: name, table, fields: indexes, unique },
    references: definition.references ?? [],
    displayName: definition.displayName,
    defaultStatus: definition.defaultStatus ?? "stable",
    hidden: definition.hidden ?? [],
    protected: definition.protected ?? [],
    // The schema has made the data what the type says.
    validate: (data: unknown) => validate?.(data as never) ?? [],
    newId: definition.newId,
    steps: definition.steps ?? [],
    requireReason: definition.requireReason ?? false,
    requireIfMatch: definition.requireIfMatch ?? false,
    job: definition.job,
  });
}

/**
 * `true` while the emitted type is exactly the model's; otherwise a text that says what to do, so that
 * `true satisfies InSync<Issue, Model>` fails to compile as soon as the model has changed.
 */
export type InSync<Emitted, Model> =
  (<T>() => T extends Emitted ? 1 : 2) extends <T>() => T extends Model ? 1 : 2
    ? true
    : "The model has changed since this file was generated: run `specstar generate`";
