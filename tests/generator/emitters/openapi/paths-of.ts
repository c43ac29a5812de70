import type { Document, PathItem } from "../../../../generator/emitters/openapi/types.js";

/** The paths of a document, which it has laid out. */
export function pathsOf({ paths }: Document): Readonly<Record<string, PathItem>> {
  return JSON.parse(`{${paths.join(",")}}`);
}
