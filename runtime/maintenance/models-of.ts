import { createContext, type AnySpec, type OperationContext } from "../core/context.js";
import type { Storage } from "../stores/storage.js";

/** What maintenance knows of each model, by its name. */
export type ModelContexts = ReadonlyMap<string, OperationContext>;

/** Prepares the reading of a storage's resources. Managers of the same storage don't notice: the models are known to a view of it alone. */
export function openModels(storage: Storage, specs: readonly AnySpec[]): ModelContexts {
  const { meta, revisions, blobs, migrations } = storage;
  const view: Storage = { meta, revisions, blobs, migrations, close: () => storage.close() };
  return new Map(specs.map((spec) => [spec.name, createContext(spec, view, () => new Date())]));
}
