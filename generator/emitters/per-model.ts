import type { Model } from "../ir/model.js";

/**
 * Makes something of each model object once, as long as what else it depends on stays the same: in runs that follow each other, a
 * model that has not changed is the same object.
 *
 * @param isSame tells whether what else it depends on is as it was.
 */
export function perModel<Other, Made>(make: (model: Model, other: Other) => Made, isSame: (a: Other, b: Other) => boolean = Object.is): (model: Model, other: Other) => Made {
  const known = new WeakMap<Model, { readonly other: Other; readonly made: Made }>();
  return (model, other) => {
    const last = known.get(model);
    if (last !== undefined && isSame(last.other, other)) return last.made;
    const made = make(model, other);
    known.set(model, { other, made });
    return made;
  };
}
