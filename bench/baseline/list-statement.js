/** @typedef {import("./issue-schema.js").ListParameters} ListParameters */

// The names are those of the answer, so that a row is the answer.
export const ISSUE_COLUMNS = `id, revision, title, description, status, severity, assignee, due_date AS "dueDate",
  resolved_at AS "resolvedAt", created_time AS "createdTime", created_by AS "createdBy",
  updated_time AS "updatedTime", updated_by AS "updatedBy"`;

const FILTERS = /** @type {const} */ ([
  ["status", "status = @status"],
  ["severity", "severity = @severity"],
  ["assignee", "assignee = @assignee"],
  ["dueDateBefore", "due_date < @dueDateBefore"],
]);

/**
 * The SQL of a list. Its text depends only on which parameters are there, never on their values.
 *
 * @param {ListParameters} parameters
 * @returns {string} takes the parameters by name, with `limit`, and `afterTime` and `afterId` when there is a cursor
 */
export function compileList(parameters) {
  const column = parameters.sort.endsWith("createdTime") ? "created_time" : "updated_time";
  const [direction, compare] = parameters.sort.startsWith("-") ? ["DESC", "<"] : ["ASC", ">"];
  const conditions = ["is_deleted = 0"];
  for (const [name, sql] of FILTERS) if (parameters[name] !== undefined) conditions.push(sql);
  if (parameters.cursor !== undefined) conditions.push(`(${column}, id) ${compare} (@afterTime, @afterId)`);
  return `SELECT ${ISSUE_COLUMNS} FROM issue WHERE ${conditions.join(" AND ")}
    ORDER BY ${column} ${direction}, id ${direction} LIMIT @limit`;
}
