import type { Document } from "./types.js";

/** Parts that stay the same are laid out once: a document of hundreds of models is written again when one of them changes. */
const known = new WeakMap<object, string>();

/** The document as `JSON.stringify(document, null, 2)` has it. */
export function documentJson(document: Document): string {
  const { paths, components, ...head } = document;
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${indented(value, 1)}`);
  const kinds = Object.entries(components).map(([kind, parts]) => `    ${JSON.stringify(kind)}: ${listed(parts, 2)}`);
  const last = [`  "paths": ${listed(paths, 1)}`, `  "components": {\n${kinds.join(",\n")}\n  }`];
  return `{\n${[...lines, ...last].join(",\n")}\n}\n`;
}

/** What stands at one depth only, part by part. */
function listed(parts: Readonly<Record<string, object>>, depth: number): string {
  const margin = "  ".repeat(depth);
  const entries = Object.entries(parts).map(([key, part]) => {
    const text = known.get(part) ?? indented(part, depth + 1);
    known.set(part, text);
    return `${margin}  ${JSON.stringify(key)}: ${text}`;
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${margin}}`;
}

function indented(value: unknown, depth: number): string {
  // A text has no line break of its own in JSON.
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${"  ".repeat(depth)}`);
}
