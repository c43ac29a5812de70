import type { CatalogueEntry } from "./catalogue.js";

/** SPEC5xxx: what a model has become since the last run. */
export const VERSION_CODES = {
  SPEC5001: {
    severity: "error",
    title: "New shape under an old schema version",
    cause:
      "Data that was stored under this schema version no longer fits the model, or would be read as something else. `specstar.lock.json` knows what the version looked like. New optional fields, more members in a union, and `| null` where there was none need no new version.",
    fix: "Give the model the next version, `schema(Issue, \"v2\")`, and a step from the old one unless the message says that none is needed.",
  },
  SPEC5002: {
    severity: "error",
    title: "Older schema version without a way to the present one",
    cause:
      "Data of an older version is still stored, and nothing says how it becomes data of the present one. A version needs no step when its fields were only removed, renamed with `@renamedFrom`, widened, or added with a default.",
    fix: 'Write the step: `schema(Issue, "v2").step("v1", (old: IssueV1): Issue => ({ … }))`.',
  },
  SPEC5003: {
    severity: "error",
    title: "Schema version lowered",
    cause: "The model has had a newer version, and data of it may be stored.",
    fix: "Keep the version, or give the model the next one. To go back to an older shape, write it as a new version.",
  },
  SPEC5004: {
    severity: "warning",
    title: "Perhaps a renamed field",
    cause: "One indexed field is gone and another one of the same type is new. A rename is never guessed: the new column is filled from data that has the new field.",
    fix: "If it is the same field, write `@renamedFrom` in its doc comment before the migration is applied; otherwise there is nothing to do.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
