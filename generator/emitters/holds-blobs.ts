import { allWithin, typesWithin } from "../ir/inner-types.js";
import type { Model } from "../ir/model.js";
import { perModel } from "./per-model.js";

/** Whether a blob can be anywhere in the data of a model. */
export function holdsBlobs(model: Model): boolean {
  return ofModel(model, null);
}

const ofModel = perModel(({ fields, types, union }) => {
  const all = [...fields.map(({ type }) => type), ...types.flatMap(typesWithin), ...(union === null ? [] : [union])];
  return all.flatMap(allWithin).some(({ kind }) => kind === "binary");
});
