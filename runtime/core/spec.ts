import type { z } from "zod";
import type { IndexedField, ModelIndex } from "../stores/model-index.js";

declare const types: unique symbol;

/**
 * A model as the runtime sees it. `Data` is what reads give, `Input` what creates and updates take, `Indexed` maps each
 * indexed path to its type; the three exist for the compiler only.
 */
export interface ResourceSpec<Data, Input, Indexed> {
  /** First part of every resource id: `issue`. */
  readonly name: string;
  readonly schemaVersion: string;
  /** Checks an input, fills in defaults, and keeps the order of the model's fields. */
  readonly schema: z.ZodType;
  readonly index: ModelIndex;
  readonly [types]?: { data: Data; input: Input; indexed: Indexed };
}

export interface ResourceDefinition {
  readonly name: string;
  readonly schemaVersion: string;
  readonly schema: z.ZodType;
  readonly table: string;
  readonly indexes: readonly IndexedField[];
  readonly unique: readonly (readonly string[])[];
}

/** Declares a model to the runtime. Called by generated code. */
export function defineResource<Data, Input, Indexed>(definition: ResourceDefinition): ResourceSpec<Data, Input, Indexed> {
  const { name, schemaVersion, schema, table, indexes, unique } = definition;
  return Object.freeze({ name, schemaVersion, schema, index: { model: name, table, fields: indexes, unique } });
}

/**
 * `true` while the emitted type is exactly the model's; otherwise a text that says what to do, so that
 * `true satisfies InSync<Issue, Model>` fails to compile as soon as the model has changed.
 */
export type InSync<Emitted, Model> =
  (<T>() => T extends Emitted ? 1 : 2) extends <T>() => T extends Model ? 1 : 2
    ? true
    : "The model has changed since this file was generated: run `specstar generate`";
