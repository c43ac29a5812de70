import type { Components, Document, PartTexts } from "../../../../generator/emitters/openapi/types.js";
import type { SecurityScheme } from "../../../../generator/config.js";

/** The components of a document, which it has laid out. */
export function componentsOf({ components }: Document): Components & { readonly securitySchemes?: Readonly<Record<string, SecurityScheme>> } {
  return JSON.parse(`{${Object.entries(components).map(([kind, parts]: [string, PartTexts]) => `"${kind}":{${Object.values(parts).join(",")}}`).join(",")}}`);
}
