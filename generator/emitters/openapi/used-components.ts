import { pointerTo, type ComponentKind, type Components } from "./types.js";

const KINDS: readonly ComponentKind[] = ["schemas", "parameters", "headers", "responses"];

/** Some components, and the references that lead to none of them. */
export interface UsedComponents {
  readonly components: Components;
  readonly uses: ReadonlySet<string>;
}

/**
 * The components that are needed, or need each other, in their order: a linter reports any other.
 *
 * @param needed references.
 */
export function keepUsed(all: Components, needed: Iterable<string>): UsedComponents {
  const known = new Map<string, unknown>(KINDS.flatMap((kind) => Object.entries(all[kind]).map(([name, part]) => [pointerTo(kind, name), part] as const)));
  const found = new Set(needed);
  // A set goes on over what is added to it meanwhile.
  for (const reference of found) collectReferences(known.get(reference), found);
  const keep = <Part>(kind: ComponentKind, parts: Readonly<Record<string, Part>>): Record<string, Part> =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => found.has(pointerTo(kind, name))));
  const components = {
    schemas: keep("schemas", all.schemas),
    parameters: keep("parameters", all.parameters),
    headers: keep("headers", all.headers),
    responses: keep("responses", all.responses),
  };
  return { components, uses: new Set([...found].filter((reference) => !known.has(reference))) };
}

/** All references in a part of the document. */
export function referencesIn(part: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collectReferences(part, found);
  return found;
}

/** Every property is looked at, in tens of megabytes: so without a list of each object's. */
function collectReferences(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const key in value) {
    const part: unknown = Reflect.get(value, key);
    if (typeof part === "object") collectReferences(part, found);
    else if (key === "$ref" && typeof part === "string") found.add(part);
  }
}
