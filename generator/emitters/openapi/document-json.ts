import { layOutJsonEntry } from "../text/json.js";
import type { Document, PartTexts } from "./types.js";

/** The document as text, the same for the same document. */
export function documentJson({ paths, components, ...head }: Document): string {
  const lines = Object.entries(head).map(([key, value]) => `  ${layOutJsonEntry(key, value, 2)}`);
  const kinds = Object.entries(components).map(([kind, parts]) => `    ${JSON.stringify(kind)}: ${listed(parts)}`);
  return `{\n${[...lines, `  "paths": {\n${paths.join(",\n")}\n  }`, `  "components": {\n${kinds.join(",\n")}\n  }`].join(",\n")}\n}\n`;
}

function listed(parts: PartTexts): string {
  const entries = Object.values(parts);
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n    }`;
}
