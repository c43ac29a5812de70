import type { File } from "../ir/file.js";
import type { Document } from "./openapi/types.js";
import { toYaml } from "./text/yaml.js";

/** The OpenAPI document for people and tools that would rather have YAML: `<output>/openapi.yaml`. */
export function emitOpenapiYaml(document: Document, output: string): File {
  return { path: `${output}/openapi.yaml`, text: toYaml(document), kind: "generated" };
}
