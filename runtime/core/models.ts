import type { Storage } from "../stores/storage.js";
import type { OperationContext } from "./context.js";
import { SpecstarError } from "./errors.js";

/** The models whose resources share a storage, by their names: what one of them refers to is another's. */
export interface Models {
  /** @throws NOT_SUPPORTED when no manager of such a model was made on this storage. */
  find(name: string): OperationContext;
  register(context: OperationContext): void;
}

const known = new WeakMap<Storage, Models>();

/** The models of a storage: each is known from the making of its first manager on. */
export function modelsOf(storage: Storage): Models {
  const models = known.get(storage) ?? createModels();
  known.set(storage, models);
  return models;
}

function createModels(): Models {
  const contexts = new Map<string, OperationContext>();
  return {
    find: (name) => contexts.get(name) ?? unknownModel(name),
    register: (context) => contexts.set(context.model, context),
  };
}

function unknownModel(name: string): never {
  throw new SpecstarError("NOT_SUPPORTED", `Resources of the model "${name}" are concerned: make its manager on the same storage first.`);
}
