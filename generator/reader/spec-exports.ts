/** The module that model files import from. */
export const SPEC_MODULE = "@specstar/runtime/spec";

/** The markers, by what they take between `<` and `>`. */
export const PLAIN_MARKERS = ["Index", "Unique", "DisplayName", "ReadOnly", "WriteOnly", "UniqueItems"] as const;
export const NUMBER_MARKERS = ["MinLength", "MaxLength", "Min", "Max", "MinItems", "MaxItems"] as const;
const TEXT_MARKERS = ["Pattern", "Format"] as const;

/** The names it exports that say something about a type. */
export const MARKER_NAMES = [...PLAIN_MARKERS, ...NUMBER_MARKERS, ...TEXT_MARKERS] as const;

/** The types it exports that a field can have. */
export const SPEC_TYPES = ["Int", "Decimal", "Uuid", "Binary", "Ref", "RevisionRef"] as const;

/** All the names it exports. */
export const SPEC_EXPORTS: readonly string[] = [
  ...MARKER_NAMES,
  ...SPEC_TYPES,
  "RefOptions",
  "now",
  "uuid",
  "Job",
  "JobState",
  "JobAttempt",
  "JobOptions",
  "CronSchedule",
  "IntervalSchedule",
  "Problem",
  "RouteName",
  "schema",
  "schemaOf",
  "Schema",
  "SchemaOptions",
  "Step",
];

export type PlainMarker = (typeof PLAIN_MARKERS)[number];
export type NumberMarker = (typeof NUMBER_MARKERS)[number];
export type MarkerName = (typeof MARKER_NAMES)[number];

export function isMarkerName(name: string): name is MarkerName {
  return isOneOf(MARKER_NAMES, name);
}

/** Whether a name is one of a list. */
export function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((each) => each === name);
}
