import { layOutJsonEntry } from "../text/json.js";
import type { Components, ComponentTexts, PartTexts } from "./types.js";

/** Components as they stand in the document. */
export function layOutComponents({ schemas, parameters, headers, responses }: Components): ComponentTexts {
  return { schemas: layOutParts(schemas), parameters: layOutParts(parameters), headers: layOutParts(headers), responses: layOutParts(responses) };
}

/** The components of a kind. */
export function layOutParts(parts: Readonly<Record<string, object>>): PartTexts {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, `      ${layOutJsonEntry(name, part, 6)}`]));
}
