import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { modelLabel } from "../ir/names.js";
import { schemaName, type ComponentNames } from "./openapi/component-names.js";
import { typeSchemas } from "./openapi/model-schemas.js";
import { SHARED_SCHEMAS } from "./openapi/shared-schemas.js";
import type { Schema } from "./openapi/types.js";

/**
 * A model as a JSON Schema of its own (draft 2020-12): `<output>/issue/issue.schema.json`. At its root is what answers hold;
 * `#/$defs/IssueInput` is what create and update take.
 */
export function emitJsonSchema(model: Model, names: ComponentNames, output: string): File {
  const label = modelLabel(model.name);
  const { [model.name]: own, ...others } = typeSchemas(model, names, (name) => ({ $ref: name === model.name ? "#" : `#/$defs/${name}` }));
  const input = schemaName(model.name, "input", names) === model.name ? { [`${model.name}Input`]: { $ref: "#" } } : {};
  const schema: Schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:specstar:schema:${label}:${model.schemaVersion}`,
    ...own,
    $defs: { ...input, ...others, ...binaryOf(others, own) },
  };
  return { path: `${output}/${label}/${label}.schema.json`, text: `${JSON.stringify(schema, null, 2)}\n`, kind: "generated" };
}

function binaryOf(...schemas: readonly unknown[]): Record<string, Schema> {
  const { Binary } = SHARED_SCHEMAS;
  return Binary !== undefined && JSON.stringify(schemas).includes('"#/$defs/Binary"') ? { Binary } : {};
}
