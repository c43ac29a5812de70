import { layOutJsonEntry } from "../text/json.js";
import type { Document } from "./types.js";

/** Parts that stay the same are laid out once: a document of hundreds of models is written again when one of them changes. */
const known = new WeakMap<object, { readonly key: string; readonly text: string }>();

/** The document as text, the same for the same document. */
export function documentJson({ paths, components, ...head }: Document): string {
  const lines = Object.entries(head).map(([key, value]) => `  ${layOutJsonEntry(key, value, 2)}`);
  const kinds = Object.entries(components).map(([kind, parts]) => `    ${JSON.stringify(kind)}: ${listed(parts)}`);
  return `{\n${[...lines, `  "paths": {\n${paths.join(",\n")}\n  }`, `  "components": {\n${kinds.join(",\n")}\n  }`].join(",\n")}\n}\n`;
}

/** The components of a kind, part by part. */
function listed(parts: Readonly<Record<string, object>>): string {
  const entries = Object.entries(parts).map(([key, part]) => {
    const last = known.get(part);
    if (last?.key === key) return last.text;
    const text = `      ${layOutJsonEntry(key, part, 6)}`;
    known.set(part, { key, text });
    return text;
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n    }`;
}
