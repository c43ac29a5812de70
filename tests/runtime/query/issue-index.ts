import type { ModelIndex } from "@specstar/runtime";

/** A model with a field of every type. */
export const issueIndex: ModelIndex = {
  model: "issue",
  table: "issue",
  fields: [
    { path: "status", column: "data_status", type: "text" },
    { path: "severity", column: "data_severity", type: "text" },
    { path: "votes", column: "data_votes", type: "integer" },
    { path: "weight", column: "data_weight", type: "real" },
    { path: "open", column: "data_open", type: "boolean" },
    { path: "dueDate", column: "data_due_date", type: "date" },
    { path: "address.city", column: "data_address_city", type: "text" },
    { path: "tags", column: "data_tags", type: "text", list: true },
    { path: "lines.at", column: "data_lines_at", type: "date", list: true },
  ],
  unique: [],
};
