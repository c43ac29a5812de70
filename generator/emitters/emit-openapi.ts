import type { File } from "../ir/file.js";
import type { Model, Project } from "../ir/model.js";
import { nameComponents } from "./openapi/component-names.js";
import { describe } from "./openapi/field-schema.js";
import { modelPaths, type ModelPart } from "./openapi/model-paths.js";
import { modelSchemas } from "./openapi/model-schemas.js";
import { searchParameters } from "./openapi/search-parameters.js";
import { servicePaths } from "./openapi/service-paths.js";
import { SHARED_PARAMETERS } from "./openapi/shared-parameters.js";
import { SHARED_HEADERS, SHARED_RESPONSES } from "./openapi/shared-responses.js";
import { SHARED_SCHEMAS } from "./openapi/shared-schemas.js";
import type { Document, Info, Tag } from "./openapi/types.js";

/** Models begin with a capital. */
const SERVER_TAG = "server";

const INFO: Info = {
  title: "Resource API",
  version: "1.0.0",
  description: `Resources with a history: every write makes a revision that never changes again.

Errors are \`application/problem+json\`. A parameter that is not listed here, or is given twice, is refused with 400.`,
  contact: { name: "The owners of this API" },
  license: { name: "Not licensed", identifier: "LicenseRef-None" },
};

/** Says of the emitted server all that a client can see: `<output>/openapi.json`, OpenAPI 3.1. */
export function emitOpenapi(project: Project, output: string): File {
  const text = `${JSON.stringify(toDocument(project.models), null, 2)}\n`;
  return { path: `${output}/openapi.json`, text, kind: "generated" };
}

function toDocument(models: readonly Model[]): Document {
  const parts = toParts(models);
  return {
    openapi: "3.1.0",
    info: INFO,
    servers: [{ url: "/" }],
    security: [],
    tags: [...models.map(modelTag), { name: SERVER_TAG, description: "The server itself." }],
    paths: merge([...parts.map(modelPaths), servicePaths(SERVER_TAG)]),
    components: {
      schemas: merge([SHARED_SCHEMAS, ...parts.map(({ model, names }) => modelSchemas(model, names))]),
      parameters: merge([SHARED_PARAMETERS, ...parts.map(({ search }) => search.components)]),
      headers: SHARED_HEADERS,
      responses: SHARED_RESPONSES,
    },
  };
}

function toParts(models: readonly Model[]): ModelPart[] {
  return [...nameComponents(models)].map(([model, names]) => ({ model, names, search: searchParameters(model) }));
}

function modelTag(model: Model): Tag {
  return { name: model.name, description: describe(model.doc).description ?? `Resources of the model ${model.name}.` };
}

/** One record of all; none of them share a name. */
function merge<Value>(records: readonly Readonly<Record<string, Value>>[]): Record<string, Value> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record)));
}
