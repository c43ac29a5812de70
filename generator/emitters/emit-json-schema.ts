import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { modelLabel } from "../ir/names.js";
import { binarySchemas } from "./openapi/binary-schemas.js";
import { schemaName, type ComponentNames } from "./openapi/component-names.js";
import { typeSchemas } from "./openapi/model-schemas.js";
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
    $defs: { ...input, ...others, ...usedBinaries(others, own) },
  };
  return { path: `${output}/${label}/${label}.schema.json`, text: `${JSON.stringify(schema, null, 2)}\n`, kind: "generated" };
}

/** None of them in a model without a `Binary`. */
function usedBinaries(...schemas: readonly unknown[]): Record<string, Schema> {
  const text = JSON.stringify(schemas);
  const isUsed = (name: string): boolean => text.includes(`"#/$defs/${name}"`);
  const all = Object.entries(binarySchemas((name) => ({ $ref: `#/$defs/${name}` })));
  return Object.fromEntries(all.filter(([name]) => isUsed(name) || (name !== "BinaryInput" && isUsed("BinaryInput"))));
}
