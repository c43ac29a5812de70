import type { FieldDraft, Members, Reader, TypeReading } from "./reader.js";
import { valueOf, valuesInside } from "./values-inside.js";

/** Reports fields that contradict each other or themselves: an object type's. One that is a model too, or a member of one, has its marks. */
export function checkObjectMembers(members: Members, isModel: boolean, reader: Reader): void {
  checkRenames(members, reader);
  if (isModel) return;
  for (const draft of members.fields) {
    if (draft.field.access === "internal") reportMark("`@internal`", draft, reader);
    checkMarks(valueOf(draft), draft, reader);
  }
}

/** Reports fields that contradict each other or themselves: a model's own. */
export function checkModelMembers(members: Members, reader: Reader): void {
  checkRenames(members, reader);
  checkDisplayNames(members, reader);
  for (const draft of members.fields) {
    checkFillable(draft, reader);
    for (const inner of valuesInside(valueOf(draft))) checkMarks(inner, draft, reader);
  }
}

/** Access and display name are said of a model's own fields alone. */
function checkMarks(reading: TypeReading, draft: FieldDraft, reader: Reader): void {
  if (reading.displayName === true) reportMark("`DisplayName`", draft, reader);
  if (reading.access !== undefined) reportMark(reading.access === "readOnly" ? "`ReadOnly`" : "`WriteOnly`", draft, reader);
  for (const inner of valuesInside(reading)) checkMarks(inner, draft, reader);
}

function reportMark(marker: string, draft: FieldDraft, reader: Reader): void {
  const message = `${marker} stands inside of a value, at \`${draft.field.name}\`.`;
  reader.reports.add("SPEC2108", draft, message, "Put it on a field of the model itself, or take it away.");
}

function checkDisplayNames({ fields }: Members, reader: Reader): void {
  const [first, ...others] = fields.filter(({ displayName }) => displayName === true);
  if (first === undefined) return;
  for (const other of others.filter(({ field }) => field.name !== first.field.name)) {
    const related = [{ spot: first, message: `\`${first.field.name}\` is the display name already` }];
    const message = `\`${other.field.name}\` can't be the \`DisplayName\` as well.`;
    reader.reports.add("SPEC2112", { ...other, related }, message, "A resource has one: take the marker away from all others.");
  }
}

/** A field that HTTP doesn't take must be complete without it. */
function checkFillable(draft: FieldDraft, reader: Reader): void {
  const { name, access, optional, nullable, default: value } = draft.field;
  if (access !== "internal" && access !== "readOnly") return;
  if (optional || nullable || value !== null) return;
  const message = `\`${name}\` is never taken from HTTP, and so could never be created there.`;
  reader.reports.add("SPEC1220", draft, message, "Give it a default, or allow it to be absent (`?`) or null.");
}

function checkRenames({ fields, names }: Members, reader: Reader): void {
  const claimed = new Map<string, FieldDraft>();
  for (const draft of fields) {
    const { name, renamedFrom } = draft.field;
    if (renamedFrom === null) continue;
    const spot = { source: draft.source, node: draft.renamedAt ?? draft.node };
    const refuse = (message: string, help: string, other?: FieldDraft): void => {
      const related = other === undefined ? [] : [{ spot: other, message: `\`${other.field.name}\` is here` }];
      reader.reports.add("SPEC1304", { ...spot, related }, message, help);
    };
    const other = claimed.get(renamedFrom);
    if (renamedFrom === "" || /\s/.test(renamedFrom)) {
      refuse("`@renamedFrom` is not followed by one name.", "Write the field's name before: `@renamedFrom owner`.");
    } else if (names.has(renamedFrom)) {
      const namesake = fields.find(({ field }) => field.name === renamedFrom);
      refuse(`\`${name}\` can't have been \`${renamedFrom}\`, which is still there.`, "Remove the old field, or the tag.", namesake);
    } else if (other !== undefined && other.field.name !== name) {
      refuse(`\`${name}\` and \`${other.field.name}\` can't both have been \`${renamedFrom}\`.`, "Keep the tag on one of the two.", other);
    } else {
      claimed.set(renamedFrom, draft);
    }
  }
}
