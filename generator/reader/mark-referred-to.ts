import type { Model } from "../ir/model.js";

/** The marked form of models that were marked before: what is made of a model is kept for as long as it is the same object. */
const known = new WeakMap<Model, Model>();

/** Marks the models that any of them refers to. To be asked when all files have been read. */
export function markReferredTo(models: readonly Model[]): Model[] {
  const names = new Set(models.flatMap(({ references }) => references.map(({ model }) => model)));
  return models.map((model) => (names.has(model.name) ? marked(model) : model));
}

function marked(model: Model): Model {
  const made = known.get(model) ?? { ...model, isReferredTo: true };
  known.set(model, made);
  return made;
}
