import { schema, type Index, type MaxLength } from "@specstar/runtime/spec";

/** A defect or task that somebody has to look at. */
export class Issue {
  /** One-line summary shown in lists. */
  title!: string & MaxLength<200>;
  description: string | null = null;
  status: ("open" | "in_progress" | "resolved") & Index = "open";
  severity: ("low" | "medium" | "high") & Index = "medium";
  assignee: (string & Index) | null = null;
  dueDate: (Date & Index) | null = null;
  resolvedAt: Date | null = null;
}

export default schema(Issue, "v1", { indexes: [["status", "severity"]] });
