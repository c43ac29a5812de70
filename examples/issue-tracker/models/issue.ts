import { schema, type Index, type Int, type MaxLength, type Min } from "@specstar/runtime/spec";

/** A defect or task that somebody has to look at. */
export class Issue {
  /** The key of the project it belongs to. */
  project!: string & Index & MaxLength<10>;
  /** One-line summary shown in lists. */
  title!: string & MaxLength<200>;
  description: string | null = null;
  status: ("open" | "in_progress" | "resolved") & Index = "open";
  severity: ("low" | "medium" | "high") & Index = "medium";
  /** The e-mail address of the member who works on it. */
  assignee: (string & Index) | null = null;
  labels: string[] = [];
  /** In hours. */
  estimate: (Int & Min<0>) | null = null;
  dueDate: (Date & Index) | null = null;
  resolvedAt: Date | null = null;
}

export default schema(Issue, "v1", { indexes: [["project", "status"]] });
