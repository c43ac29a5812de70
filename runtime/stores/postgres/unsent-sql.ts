import { byUrgency, isOneOf } from "./claim-sql.js";
import { text } from "./columns.js";
import { inputRows, rowStatement, type InputColumn, type Part, type RowStatement } from "./row-statement.js";

const requested: readonly InputColumn[] = [...["model", "now", "sent_until"].map(text), { name: "most", type: "integer" }];

const asked = (name: string) => `(SELECT ${name} FROM input)`;

/** Takes a request, and gives back what it took as one JSON text. */
export function takeUnsentStatement(job: string): RowStatement {
  const from = `FROM ${job} WHERE model = ${asked("model")} AND NOT is_schedule`;
  const taken = `UPDATE ${job} SET sent_until = ${asked("sent_until")} WHERE ${isOneOf("SELECT resource_id FROM chosen")} RETURNING resource_id, priority, due_at`;
  const parts: readonly Part[] = [["input", inputRows(requested)], ...freshParts(from), chosenPart(from), ["taken", taken]];
  const sql = `WITH RECURSIVE ${parts.map(([name, part]) => `${name} AS (${part})`).join(", ")}
    SELECT 1, json_agg(json_build_array(resource_id, priority, due_at) ORDER BY ${byUrgency})::text FROM taken`;
  return rowStatement(sql, { isShared: false });
}

/** Those that were never sent lie in order of their times behind their priorities. One is found from the other, and of each its head is read. */
function freshParts(from: string): readonly Part[] {
  const fresh = `${from} AND token IS NULL AND sent_until IS NULL`;
  const next = (below: string) => `SELECT priority ${fresh}${below} ORDER BY priority DESC LIMIT 1`;
  const head = `SELECT resource_id, priority, due_at ${fresh} AND priority = p.priority AND due_at <= ${asked("now")} ORDER BY due_at, resource_id LIMIT ${asked("most")}`;
  return [
    ["priorities", `(${next("")}) UNION ALL SELECT n.* FROM priorities AS p CROSS JOIN LATERAL (${next(" AND priority < p.priority")}) AS n`],
    ["fresh", `SELECT f.* FROM priorities AS p CROSS JOIN LATERAL (${head}) AS f`],
  ];
}

/** With those of which nobody has heard since they were sent, and those that were lost. */
function chosenPart(from: string): Part {
  const facts = "SELECT resource_id, priority, due_at";
  const unheard = `${facts} ${from} AND token IS NULL AND sent_until IS NOT NULL AND sent_until <= ${asked("now")} AND due_at <= ${asked("now")}`;
  const lost = `${facts} ${from} AND token IS NOT NULL AND lease_until <= ${asked("now")} AND coalesce(sent_until, '') <= ${asked("now")}`;
  return ["chosen", `SELECT resource_id FROM (SELECT * FROM fresh UNION ALL ${unheard} UNION ALL ${lost}) AS unsent ORDER BY ${byUrgency} LIMIT ${asked("most")}`];
}
