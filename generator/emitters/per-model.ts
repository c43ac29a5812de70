import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";

type Emit = (model: Model, output: string) => readonly File[];

/** Emits once for each model object and folder: in runs that follow each other, a model that has not changed is the same object. */
export function perModel(emit: Emit): Emit {
  const known = new WeakMap<Model, { readonly output: string; readonly files: readonly File[] }>();
  return (model, output) => {
    const last = known.get(model);
    if (last?.output === output) return last.files;
    const files = emit(model, output);
    known.set(model, { output, files });
    return files;
  };
}
