import type { Access, Field } from "../ir/model.js";
import type { Report } from "./rules.js";

/** An object with fields, under the name that its places begin with. */
export interface Fields {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** What the fields of an object are compared with. */
export interface Walk {
  readonly report: Report;
  /** Goes on with what two fields hold. */
  readonly compare: (before: Field, after: Field, place: string) => void;
}

const NEVER_SHOWN: readonly (Access | null)[] = ["internal", "writeOnly"];
const NEVER_TAKEN: readonly (Access | null)[] = ["internal", "readOnly"];

/** Says what has become of each field of an object. */
export function compareFields(before: Fields, after: Fields, walk: Walk): void {
  const { report } = walk;
  const renamed = new Map(after.fields.flatMap((field) => (field.renamedFrom === null ? [] : [[field.renamedFrom, field] as const])));
  const known = new Set<Field>();
  for (const old of before.fields) {
    const place = `${before.name}.${old.name}`;
    const now = after.fields.find(({ name }) => name === old.name) ?? renamed.get(old.name);
    if (now !== undefined) known.add(now);
    // Who never saw a field doesn't miss it.
    if (now === undefined) {
      if (old.access !== "internal") report("FIELD_REMOVED", place, `The field \`${old.name}\` is gone.`);
    } else {
      if (now.name !== old.name) report("FIELD_RENAMED", place, `It is \`${now.name}\` now.`);
      compareField(old, now, place, walk);
    }
  }
  for (const added of after.fields) {
    if (known.has(added) || !isRequired(added)) continue;
    report("FIELD_ADDED_REQUIRED", `${after.name}.${added.name}`, "It has no default, and can't be left out.");
  }
}

function compareField(before: Field, after: Field, place: string, { report, compare }: Walk): void {
  const isTaken = isIn(before, NEVER_TAKEN);
  if (isIn(before, NEVER_SHOWN) && !isIn(after, NEVER_SHOWN)) report("FIELD_HIDDEN", place, "Answers leave it out now.");
  if (isTaken && !isIn(after, NEVER_TAKEN)) report("FIELD_PROTECTED", place, "It is set by the server alone now.");
  if (isTaken && !isRequired(before) && isRequired(after)) report("FIELD_REQUIRED", place, "It could be left out.");
  if (!before.optional && after.optional) report("FIELD_ABSENT", place, "It may be absent now.");
  if (!before.readonly && after.readonly) report("FIELD_READONLY", place, "It is `readonly` now.");
  if (hasOtherDefault(before, after)) report("DEFAULT_CHANGED", place, `The default was ${describe(before)} and is ${describe(after)}.`);
  if (before.access !== "internal") compare(before, after, place);
}

/** A default that is gone where one must be given now is told as that. */
function hasOtherDefault(before: Field, after: Field): boolean {
  if (before.default === null || isRequired(after)) return false;
  return JSON.stringify(before.default) !== JSON.stringify(after.default);
}

function isIn({ access }: Field, excluded: readonly (Access | null)[]): boolean {
  return !excluded.includes(access);
}

/** Whether a write must give the field. */
function isRequired(field: Field): boolean {
  return isIn(field, NEVER_TAKEN) && !field.optional && field.default === null;
}

function describe({ default: value }: Field): string {
  if (value === null) return "not there";
  return value.kind === "constant" ? `\`${JSON.stringify(value.value)}\`` : `\`${value.kind}()\``;
}
