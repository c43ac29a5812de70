import { refer, type ComponentKind, type Components } from "./types.js";

const KINDS: readonly ComponentKind[] = ["schemas", "parameters", "headers", "responses", "examples"];

/** Some components, and the references that lead to none of them. */
export interface UsedComponents {
  readonly components: Components;
  readonly uses: ReadonlySet<string>;
}

/** The components that are needed by what is given, or by each other, in their order: a linter reports any other. */
export function keepUsed(all: Components, needing: unknown): UsedComponents {
  const known = new Map<string, unknown>(KINDS.flatMap((kind) => Object.entries(all[kind]).map(([name, part]) => [refer(kind, name).$ref, part] as const)));
  const found = new Set<string>();
  collectReferences(needing, found);
  // A set goes on over what is added to it meanwhile.
  for (const reference of found) collectReferences(known.get(reference), found);
  const keep = <Part>(kind: ComponentKind, parts: Readonly<Record<string, Part>>): Record<string, Part> =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => found.has(refer(kind, name).$ref)));
  const components = {
    schemas: keep("schemas", all.schemas),
    parameters: keep("parameters", all.parameters),
    headers: keep("headers", all.headers),
    responses: keep("responses", all.responses),
    examples: keep("examples", all.examples),
  };
  return { components, uses: new Set([...found].filter((reference) => !known.has(reference))) };
}


function collectReferences(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key === "$ref" && typeof part === "string") found.add(part);
    else collectReferences(part, found);
  }
}
