/** The module that model files import from. */
export const SPEC_MODULE = "@specstar/runtime/spec";

/** The names it exports that mean something to the reader. */
export const MARKER_NAMES = ["Index", "Unique", "MinLength", "MaxLength", "Min", "Max"] as const;

/** All the names it exports. */
export const SPEC_EXPORTS: readonly string[] = [...MARKER_NAMES, "Int", "schema", "Schema", "SchemaOptions"];

export type MarkerName = (typeof MARKER_NAMES)[number];

export function isMarkerName(name: string): name is MarkerName {
  return MARKER_NAMES.some((marker) => marker === name);
}
