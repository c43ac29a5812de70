import type { ModelIndex } from "../model-index.js";
import { codeOf } from "./busy.js";

/** Whether SQLite refused a row for a value that must not repeat (https://sqlite.org/rescode.html#constraint_unique). */
export function isUniqueViolation(error: unknown): error is Error {
  const code = codeOf(error);
  return code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY";
}

/**
 * The paths of the fields whose values are taken, in the order of the model's declaration; undefined when the message
 * names another constraint. SQLite writes `UNIQUE constraint failed: account.data_name, account.data_email`.
 */
export function violatedFields(index: ModelIndex, error: Error): readonly string[] | undefined {
  const [, list = ""] = error.message.split("UNIQUE constraint failed: ");
  const columns = list.split(", ").map((name) => name.slice(index.table.length + 1));
  const paths = columns.map((column) => index.fields.find((field) => field.column === column)?.path);
  return index.unique.find((fields) => fields.length === paths.length && fields.every((path) => paths.includes(path)));
}
