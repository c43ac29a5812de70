import type { OpenapiConfig } from "../../config.js";
import type { Model } from "../../ir/model.js";
import { capitalise, modelLabel } from "../../ir/names.js";
import { routesOf } from "../routes.js";
import { layOutJsonEntry } from "../text/json.js";
import { applyStencil, type Stencil } from "../text/stencil.js";
import { schemaName, type ComponentNames } from "./component-names.js";
import { modelPaths, type PathKind, type PathNames } from "./model-paths.js";
import type { SearchParameters } from "./search-parameters.js";
import type { PathItem } from "./types.js";
import { referencesIn } from "./used-components.js";

/** Paths as the document has them, laid out, and the references in them. */
export interface PathTexts {
  readonly text: string;
  readonly references: readonly string[];
}

/** Most models have the same routes, which are most of the document: what differs is names. */
export const PATH_STENCIL: Stencil<PathKind, PathNames> = {
  make: (kind, names) => {
    const { text, references } = layOutPaths(modelPaths(kind, names));
    return [text, ...references];
  },
  mapNames: ({ filters, name, names, noun, nouns, path, request, resource, page, revision, meta, sort }, change) => ({
    name: change(name),
    names: change(names),
    noun: change(noun),
    nouns: change(nouns),
    path: change(path),
    request: change(request),
    resource: change(resource),
    page: change(page),
    revision: change(revision),
    meta: change(meta),
    sort: change(sort),
    filters: filters.map(change),
  }),
};

const fromStencil = applyStencil(PATH_STENCIL);

/** The paths of a model. */
export function pathTextsOf(model: Model, names: ComponentNames, search: SearchParameters, openapi: OpenapiConfig): PathTexts {
  const [text = "", ...references] = fromStencil(toPathKind(model, openapi), toPathNames(model, names, search));
  return { text, references };
}

/** Any paths. */
export function layOutPaths(paths: Readonly<Record<string, PathItem>>): PathTexts {
  const entries = Object.entries(paths).map(([path, item]) => `    ${layOutJsonEntry(path, item, 4)}`);
  return { text: entries.join(",\n"), references: [...referencesIn(paths)] };
}

function toPathKind(model: Model, { security = {} }: OpenapiConfig): PathKind {
  const { defaultStatus, requireReason, requireIfMatch } = model.options;
  return {
    routes: routesOf(model),
    options: { defaultStatus, requireReason, requireIfMatch },
    isJob: model.job !== null,
    isDeprecated: model.doc.deprecated !== null,
    schemes: Object.keys(security),
  };
}

function toPathNames({ name, options: { path, plural } }: Model, names: ComponentNames, { filters, sort }: SearchParameters): PathNames {
  const { resource, page, revision, meta } = names;
  const nouns = { name, names: capitalise(plural), noun: modelLabel(name).replaceAll("-", " "), nouns: path.replaceAll("-", " ") };
  return { ...nouns, path, request: schemaName(name, "input", names), resource, page, revision, meta, sort, filters };
}
