import { openPostgresDatabase, type PostgresDatabase } from "@specstar/runtime/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jobStatements } from "../../../../runtime/stores/postgres/job-sql.js";
import { newDatabase } from "./new-place.js";

let pool: pg.Pool;
let opened: PostgresDatabase;

/** Of four priorities, some not due, some on their way to a queue, some held. */
const fill = `INSERT INTO specstar_job (resource_id, model, etag, priority, due_at, is_schedule, concurrency, is_cancelled, record, token, lease_until, sent_until)
  SELECT 'task:' || n, 'task', 'e', n % 4, CASE WHEN n % 3 = 0 THEN '2031' ELSE '2029' END, false, 1, false, '{}',
    CASE WHEN n % 50 = 0 THEN 't' END, CASE WHEN n % 50 = 0 THEN '2031' END, CASE WHEN n % 40 = 1 THEN '2031' END FROM generate_series(1, 20000) AS n`;

beforeAll(async () => {
  const dsn = await newDatabase();
  pool = new pg.Pool({ connectionString: dsn, max: 1 });
  opened = await openPostgresDatabase({ dsn, poolSize: 1 });
  await pool.query(fill);
  await pool.query("VACUUM ANALYZE specstar_job");
});

afterAll(() => Promise.all([pool.end(), opened.close()]));

async function planOf(text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${text}`, [...values]);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

it("seeks to the jobs that go to a queue next", async () => {
  const request = [{ model: "task", now: "2030", sent_until: "2032", most: 7 }];
  const plan = await planOf(jobStatements(opened).takeUnsent.text, [JSON.stringify(request)]);
  for (const index of ["specstar_job_unsent", "specstar_job_sent", "specstar_job_held"]) expect(plan).toContain(index);
  expect(plan).not.toContain("Seq Scan");
  const read = [...plan.matchAll(/Scan using specstar_job_unsent.*rows=(\d+) loops=(\d+)/g)].map(([, rows, loops]) => Number(rows) * Number(loops));
  expect(read.reduce((sum, rows) => sum + rows)).toBeLessThan(50);
});
