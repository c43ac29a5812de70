import type { OpenapiConfig } from "../../config.js";
import type { Model } from "../../ir/model.js";
import { perModel } from "../per-model.js";
import { appPaths } from "./app-paths.js";
import { resourceChange } from "./change-schemas.js";
import { areSameNames, nameAlone, nameComponents, type ComponentNames } from "./component-names.js";
import { layOutComponents, layOutParts } from "./component-texts.js";
import { JOB_RESPONSES, JOB_SCHEMAS } from "./job-responses.js";
import { modelPart, type ModelPart } from "./model-part.js";
import { layOutPaths } from "./path-texts.js";
import { READ_RESPONSES } from "./read-responses.js";
import { SEARCH_SCHEMAS } from "./search-schemas.js";
import { servicePaths } from "./service-paths.js";
import { SHARED_HEADERS } from "./shared-headers.js";
import { SHARED_PARAMETERS } from "./shared-parameters.js";
import { SHARED_RESPONSES } from "./shared-responses.js";
import { SHARED_SCHEMAS } from "./shared-schemas.js";
import type { ComponentKind, Components, Document, PartTexts } from "./types.js";
import { keepUsed } from "./used-components.js";
import { WRITE_RESPONSES } from "./write-responses.js";
import { WRITE_SCHEMAS } from "./write-schemas.js";

/** Models begin with a capital. */
const SERVER_TAG = "server";

const DESCRIPTION = `Resources with a history: every write makes a revision that never changes again.

Errors are \`application/problem+json\`. A parameter that is not listed here, or is given twice, is refused with 400, and a method that a path lacks with 405.`;

const SHARED: Components = {
  schemas: { ...SHARED_SCHEMAS, ...WRITE_SCHEMAS, ...SEARCH_SCHEMAS, ...JOB_SCHEMAS, ResourceChange: resourceChange },
  parameters: SHARED_PARAMETERS,
  headers: SHARED_HEADERS,
  responses: { ...SHARED_RESPONSES, ...WRITE_RESPONSES, ...READ_RESPONSES, ...JOB_RESPONSES },
};

/**
 * Says of the emitted server all that a client can see: OpenAPI 3.1.
 *
 * @param begunPart the part of a model as if there were no other, where it is there already.
 */
export function toDocument(models: readonly Model[], openapi: OpenapiConfig, begunPart?: (model: Model) => ModelPart | undefined): Document {
  const parts = [...nameComponents(models)].map(([model, names]) => {
    const part = begunPart !== undefined && areSameNames(names, nameAlone(model)) ? begunPart(model) : undefined;
    return part ?? partOf(model, { names, openapi });
  });
  return joinParts(parts, openapi);
}

interface PartInput {
  readonly names: ComponentNames;
  readonly openapi: OpenapiConfig;
}

/** Of the config only the names of the security schemes have a say in it. */
const partOf = perModel<PartInput, ModelPart>(
  (model, { names, openapi }) => modelPart(model, names, openapi),
  (a, b) => a.names === b.names && JSON.stringify(a.openapi.security) === JSON.stringify(b.openapi.security),
);

function joinParts(parts: readonly ModelPart[], openapi: OpenapiConfig): Document {
  const service = layOutPaths({ ...appPaths(SERVER_TAG, openapi), ...servicePaths(SERVER_TAG) });
  const uses = new Set(parts.flatMap((part) => [...part.uses]));
  const shared = layOutComponents(keepUsed(SHARED, [...service.references, ...uses]).components);
  const join = (kind: ComponentKind): PartTexts => Object.assign({}, shared[kind], ...parts.map(({ components }) => components[kind]));
  return {
    openapi: "3.1.0",
    info: toInfo(openapi),
    servers: openapi.servers ?? [{ url: "/" }],
    security: [],
    tags: [...parts.map(({ tag }) => tag), { name: SERVER_TAG, description: "The server itself." }],
    paths: [...parts.map(({ paths }) => paths), service.text].filter((text) => text !== ""),
    components: {
      schemas: join("schemas"),
      parameters: join("parameters"),
      headers: join("headers"),
      responses: join("responses"),
      ...(openapi.security === undefined ? {} : { securitySchemes: layOutParts(openapi.security) }),
    },
  };
}

function toInfo({ title, version, description, contact, license }: OpenapiConfig): Document["info"] {
  return {
    title: title ?? "API",
    version: version ?? "1.0.0",
    description: description ?? DESCRIPTION,
    contact: contact ?? { name: "The owners of this API" },
    license: license ?? { name: "Not licensed", identifier: "LicenseRef-None" },
  };
}
