/** From two IRs to what breaks between them, as a pure function. Knows nothing of git, of files or of flags. */

import type { Model, Project } from "../ir/model.js";
import { compareSettings } from "./compare-settings.js";
import { compareOwnFields, compareTypes, createComparison } from "./comparison.js";
import type { Finding, Report } from "./rules.js";

/** Every change that breaks something, by place, then by rule. */
export function compareProjects(before: Project, after: Project): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const old of before.models) {
    const report: Report = (rule, place, message) => void findings.set(`${place} ${rule} ${message}`, { rule, place, message, file: old.file });
    const now = after.models.find(({ name }) => name === old.name);
    if (now === undefined) report("MODEL_REMOVED", old.name, `The model \`${old.name}\` is gone.`);
    else compareModels(old, now, report);
  }
  return [...findings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

function compareModels(before: Model, after: Model, report: Report): void {
  compareSettings(before, after, report);
  const comparison = createComparison(before, after, report);
  for (const { name } of before.types) {
    if (!after.types.some((type) => type.name === name)) report("TYPE_REMOVED", name, `The type \`${name}\` is no longer emitted.`);
  }
  compareOwnFields({ name: before.name, fields: before.fields }, { name: after.name, fields: after.fields }, comparison);
  const [old, now] = [toType(before), toType(after)];
  if (before.union !== null || after.union !== null) compareTypes(old, now, before.name, comparison);
}

function toType({ name, union }: Model) {
  return union ?? ({ kind: "named", name } as const);
}
