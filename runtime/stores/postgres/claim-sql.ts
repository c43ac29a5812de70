import { postgres } from "../../query/dialects/postgres.js";
import type { ModelIndex } from "../model-index.js";
import { text } from "./columns.js";
import type { PostgresDatabase } from "./database.js";
import { jobRowColumns } from "./job-row.js";
import { inputRows, literal, rowStatement, type InputColumn, type Part, type RowStatement } from "./row-statement.js";

/** Statements that take one request each, and give back what they took as one JSON text. What they gave back can't be made up afterwards. */
const alone = { isShared: false };

const requested: readonly InputColumn[] = [
  ...["token", "now", "due_by", "lease_until"].map(text),
  { name: "most", type: "integer" },
  { name: "schedules", type: "boolean" },
  { name: "early", type: "boolean" },
  { name: "only_these", type: "text[]" },
];

/** The highest priority first, then what waits longest, then by id. */
export const byUrgency = "priority DESC, due_at, resource_id";

export interface ClaimStatements {
  /** Looks for the jobs itself. */
  readonly claim: RowStatement;
  /** Takes those that are named. */
  readonly claimThese: RowStatement;
}

export function claimStatements(database: PostgresDatabase, index: ModelIndex): ClaimStatements {
  const job = database.table("specstar_job");
  const shown = showState(database, index, { state: "running", of: "taken" });
  const toStatement = (candidates: readonly Part[]) => rowStatement(claimSql(job, index, [...candidates, ...takeParts(job), ...shown]), alone);
  return { claim: toStatement([...dueParts(job, index), lostPart(job, index)]), claimThese: toStatement([namedPart(job, index)]) };
}

/** Puts a state in the indexed column of the jobs that a part of the statement gives back; nothing where there is no such column. */
export function showState(database: PostgresDatabase, { table, fields }: ModelIndex, { state, of }: { state: "pending" | "running"; of: string }): readonly Part[] {
  const column = fields.find(({ path }) => path === "state")?.column;
  if (column === undefined) return [];
  return [["shown", `UPDATE ${database.table(table)} SET ${postgres.quote(column)} = '${state}' WHERE ${isOneOf(`SELECT resource_id FROM ${of} WHERE NOT is_schedule`)}`]];
}

/** The planner expects few of these: so it goes by the key, whatever the table held when a connection made the plan that it keeps. */
export function isOneOf(ids: string, column = "resource_id"): string {
  return `${column} = ANY (ARRAY(${ids}))`;
}

function claimSql(job: string, { model }: ModelIndex, parts: readonly Part[]): string {
  // Those whose own lease is over take no place.
  const held = `SELECT concurrency_key AS lane, count(*) AS n FROM ${job}
    WHERE model = ${literal(model)} AND token IS NOT NULL AND lease_until > ${asked("now")} AND concurrency_key IS NOT NULL GROUP BY 1`;
  const all: readonly Part[] = [["input", inputRows(requested)], ["held", held], ...parts];
  return `WITH RECURSIVE ${all.map(([name, sql]) => `${name} AS (${sql})`).join(", ")}
    SELECT 1, json_agg(json_build_array(${jobRowColumns.map((name) => `t.${name}`).join(", ")}, c.was_held) ORDER BY t.priority DESC, t.due_at, t.resource_id)::text
    FROM taken AS t JOIN chosen AS c USING (resource_id)`;
}

const asked = (name: string) => `(SELECT ${name} FROM input)`;

/** By key; all that have none share one. */
const lane = "coalesce(concurrency_key, '')";

const isLimited = (alias: string) => `${alias}.lane <> '' AND NOT ${asked("early")}`;

const candidate = `resource_id, ${lane} AS lane, concurrency, priority, due_at`;

/**
 * Jobs that wait lie in queues, in which they start in the order of their times. One is found from the other, and of each only as much of
 * its head is read as there is room for: so neither those that wait longer nor those that may not start yet cost anything.
 */
function dueParts(job: string, { model }: ModelIndex): readonly Part[] {
  const waiting = `FROM ${job} WHERE model = ${literal(model)} AND is_schedule = ${asked("schedules")} AND token IS NULL`;
  const queue = `${lane}, concurrency, priority`;
  const first = `SELECT ${lane} AS lane, concurrency, priority ${waiting}`;
  const inOrder = `ORDER BY ${queue} LIMIT 1`;
  const room = `CASE WHEN ${isLimited("q")} THEN greatest(0, q.concurrency - coalesce(h.n, 0)) END`;
  const head = `SELECT ${candidate}, false AS was_held ${waiting} AND (${queue}) = (r.lane, r.concurrency, r.priority)
    AND due_at <= ${asked("due_by")} ORDER BY due_at, resource_id LIMIT least(r.room, ${asked("most")})`;
  return [
    ["queues", `(${first} ${inOrder}) UNION ALL SELECT n.* FROM queues AS q CROSS JOIN LATERAL (${first} AND (${queue}) > (q.lane, q.concurrency, q.priority) ${inOrder}) AS n`],
    ["rooms", `SELECT q.*, ${room} AS room FROM queues AS q LEFT JOIN held AS h USING (lane)`],
    ["due", `SELECT d.* FROM rooms AS r CROSS JOIN LATERAL (${head}) AS d`],
  ];
}

function lostPart(job: string, { model }: ModelIndex): Part {
  const lost = `model = ${literal(model)} AND is_schedule = ${asked("schedules")} AND token IS NOT NULL AND lease_until <= ${asked("now")}`;
  return ["candidates", `SELECT * FROM due UNION ALL SELECT ${candidate}, true FROM ${job} WHERE ${lost}`];
}

function namedPart(job: string, { model }: ModelIndex): Part {
  const named = `${isOneOf("SELECT unnest(only_these) FROM input")} AND model = ${literal(model)} AND is_schedule = ${asked("schedules")}`;
  const isFree = `CASE WHEN token IS NULL THEN due_at <= ${asked("due_by")} ELSE lease_until <= ${asked("now")} END`;
  return ["candidates", `SELECT ${candidate}, token IS NOT NULL AS was_held FROM ${job} WHERE ${named} AND ${isFree}`];
}

/** Goes through the candidates of each key in their turn, and counts with those that are held the ones that fit. */
function takeParts(job: string): readonly Part[] {
  const ranked = `SELECT c.*, row_number() OVER (PARTITION BY lane ORDER BY ${byUrgency}) AS place FROM candidates AS c WHERE ${isLimited("c")}`;
  const start = "SELECT r.lane, r.resource_id, 0::bigint, coalesce(h.n, 0), false FROM ranked AS r LEFT JOIN held AS h USING (lane) WHERE r.place = 1";
  const step = `SELECT r.lane, r.resource_id, r.place, f.n + (f.n < r.concurrency)::integer, f.n < r.concurrency FROM fitting AS f JOIN ranked AS r ON r.lane = f.lane AND r.place = f.place + 1`;
  const mayGo = `NOT (${isLimited("c")}) OR resource_id IN (SELECT resource_id FROM fitting WHERE fits)`;
  return [
    ["ranked", ranked],
    ["fitting (lane, resource_id, place, n, fits)", `${start} UNION ALL ${step}`],
    ["chosen", `SELECT resource_id, was_held FROM candidates AS c WHERE ${mayGo} ORDER BY ${byUrgency} LIMIT ${asked("most")}`],
    ["taken", `UPDATE ${job} SET token = ${asked("token")}, lease_until = ${asked("lease_until")}, sent_until = NULL WHERE ${isOneOf("SELECT resource_id FROM chosen")} RETURNING *`],
  ];
}
