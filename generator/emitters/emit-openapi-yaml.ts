import type { File } from "../ir/file.js";
import { toYaml } from "./text/yaml.js";

/**
 * The OpenAPI document for people and tools that would rather have YAML: `<output>/openapi.yaml`.
 *
 * @param json the same document.
 */
export function emitOpenapiYaml({ text }: File, output: string): File {
  return { path: `${output}/openapi.yaml`, text: toYaml(JSON.parse(text)), kind: "generated" };
}
