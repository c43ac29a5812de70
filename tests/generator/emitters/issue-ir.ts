import type { Doc, Field, Model } from "../../../generator/ir/model.js";
import type { FieldType } from "../../../generator/ir/type.js";

/** `fixtures/issue/models/issue.ts` as the reader sees it. */
export const issue: Model = {
  name: "Issue",
  schemaVersion: "v1",
  file: "models/issue.ts",
  doc: doc("A defect or task that somebody has to look at."),
  fields: [
    field("title", { kind: "string", minLength: null, maxLength: 200 }, { doc: doc("One-line summary shown in lists.") }),
    field("description", text(), { nullable: true, default: { value: null } }),
    field("status", { kind: "literal", values: ["open", "in_progress", "resolved"] }, { default: { value: "open" } }),
    field("severity", { kind: "literal", values: ["low", "medium", "high"] }, { default: { value: "medium" } }),
    field("assignee", text(), { nullable: true, default: { value: null } }),
    field("dueDate", { kind: "date" }, { nullable: true, default: { value: null } }),
    field("resolvedAt", { kind: "date" }, { nullable: true, default: { value: null } }),
  ],
  indexes: [
    { path: "status", type: "text", nullable: false },
    { path: "severity", type: "text", nullable: false },
    { path: "assignee", type: "text", nullable: true },
    { path: "dueDate", type: "date", nullable: true },
  ],
  compoundIndexes: [["status", "severity"]],
  unique: [],
  objects: [],
};

/** A field that is required, not null and without a default, unless `more` says otherwise. */
export function field(name: string, type: FieldType, more: Partial<Field> = {}): Field {
  return { name, type, nullable: false, optional: false, readonly: false, default: null, doc: doc(""), ...more };
}

export function text(): FieldType {
  return { kind: "string", minLength: null, maxLength: null };
}

export function doc(prose: string): Doc {
  return { text: prose, deprecated: null, examples: [] };
}
