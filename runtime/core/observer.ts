import type { Storage } from "../stores/storage.js";
import type { EncodedResources } from "./encoded-resources.js";

/** Stands around every operation on the resources of a storage, and changes nothing of it. */
export interface Observer {
  /** The resources of a model, each of whose operations it sees. */
  observe(model: string, resources: EncodedResources): EncodedResources;
  /** Runs a changeset of any models. */
  changeset<Result>(run: () => Promise<Result>): Promise<Result>;
}

const observers = new WeakMap<Storage, Observer>();

/** Has the operations of all managers observed that are made on this storage from now on. */
export function setObserver(storage: Storage, observer: Observer): void {
  observers.set(storage, observer);
}

/** Undefined where nobody observes: then operations cost nothing more. */
export function observerOf(storage: Storage): Observer | undefined {
  return observers.get(storage);
}
