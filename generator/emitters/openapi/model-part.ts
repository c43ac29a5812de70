import type { OpenapiConfig } from "../../config.js";
import type { Model } from "../../ir/model.js";
import { nameAlone, type ComponentNames } from "./component-names.js";
import { layOutComponents } from "./component-texts.js";
import { describe } from "./field-schema.js";
import { shownIndexes } from "./indexes.js";
import { modelSchemas } from "./model-schemas.js";
import { pathTextsOf } from "./path-texts.js";
import { searchParameters } from "./search-parameters.js";
import type { Components, ComponentTexts, Tag } from "./types.js";
import { keepUsed } from "./used-components.js";

/** All that the document says of one model. */
export interface ModelPart {
  readonly tag: Tag;
  /** Laid out; empty where there is none. */
  readonly paths: string;
  /** Laid out as well. */
  readonly components: ComponentTexts;
  /** What the model needs of the components that all share, as references. */
  readonly uses: ReadonlySet<string>;
}

/** The part of a model. Depends on nothing but what it is given, so that a model that stays as it was needs no other. */
export function modelPart(model: Model, names: ComponentNames, openapi: OpenapiConfig): ModelPart {
  const indexes = shownIndexes(model, names.types);
  const search = searchParameters(model, indexes, names.types);
  const { text, references } = pathTextsOf(model, names, search, openapi);
  const all: Components = { schemas: modelSchemas(model, names, indexes), parameters: search.components, headers: {}, responses: {} };
  const tag = { name: model.name, description: describe(model.doc).description ?? `Resources of the model ${model.name}.` };
  const { components, uses } = keepUsed(all, references);
  return { tag, paths: text, components: layOutComponents(components), uses };
}

/** The part of a model as if there were no other. */
export function partAlone(model: Model, openapi: OpenapiConfig): ModelPart {
  return modelPart(model, nameAlone(model), openapi);
}
