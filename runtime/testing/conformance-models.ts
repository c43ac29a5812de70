import type { ModelIndex } from "../stores/model-index.js";

/** The model that most of the suite works with: every type of field, two of them with many values, null in all but `name`, unique alone and together. */
export const specimenIndex: ModelIndex = {
  model: "specimen",
  table: "specimen",
  fields: [
    { path: "name", column: "data_name", type: "text" },
    { path: "note", column: "data_note", type: "text" },
    { path: "size", column: "data_size", type: "integer" },
    { path: "weight", column: "data_weight", type: "real" },
    { path: "active", column: "data_active", type: "boolean" },
    { path: "dueDate", column: "data_due_date", type: "date" },
    { path: "address.city", column: "data_address_city", type: "text" },
    { path: "email", column: "data_email", type: "text" },
    { path: "country", column: "data_country", type: "text" },
    { path: "serial", column: "data_serial", type: "integer" },
    { path: "tags", column: "data_tags", type: "text", list: true },
    { path: "lines.score", column: "data_scores", type: "real", list: true },
  ],
  unique: [["email"], ["country", "serial"]],
};

/** A second model, to show what models share (the change log) and what they don't. `label` is never null. */
export const sampleIndex: ModelIndex = {
  model: "sample",
  table: "sample",
  fields: [{ path: "label", column: "data_label", type: "text" }],
  unique: [["label"]],
};

/** A model of jobs, for what is said of them while they have not ended. */
export const taskIndex: ModelIndex = {
  model: "task",
  table: "task",
  fields: [{ path: "state", column: "data_state", type: "text" }],
  unique: [],
};
