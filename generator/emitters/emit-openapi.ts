import type { File } from "../ir/file.js";
import { documentJson } from "./openapi/document-json.js";
import type { Document } from "./openapi/types.js";

/** The OpenAPI document, which the server gives away as it is: `<output>/openapi.json`. */
export function emitOpenapi(document: Document, output: string): File {
  return { path: `${output}/openapi.json`, text: documentJson(document), kind: "generated" };
}
