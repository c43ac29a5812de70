import type { Query } from "@specstar/runtime";
import { openPostgresDatabase, type PostgresDatabase } from "@specstar/runtime/postgres";
import { specimenIndex } from "@specstar/runtime/testing";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Statement } from "../../../../runtime/stores/postgres/database.js";
import { GroupWriter } from "../../../../runtime/stores/postgres/group-writer.js";
import { PostgresMetaStore } from "../../../../runtime/stores/postgres/meta-store.js";
import { has, compare, match } from "../../../../runtime/query/conditions.js";
import { toPlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, modify, next, specimen, switchTo, time } from "../../../../runtime/testing/scripted-writes.js";
import { by, query } from "../../../../runtime/testing/searches.js";
import { newDatabase } from "./new-place.js";

let pool: pg.Pool;
let opened: PostgresDatabase;
let store: PostgresMetaStore;
let sent: Statement[] = [];

beforeAll(async () => {
  const dsn = await newDatabase();
  pool = new pg.Pool({ connectionString: dsn, max: 2 });
  opened = await openPostgresDatabase({ dsn, poolSize: 2 });
  store = new PostgresMetaStore(recorded(opened), new GroupWriter(opened), { keepsPayloads: true });
  await Promise.all(Array.from({ length: 3000 }, (_, at) => commit(toPlainStore(store), toSpecimen(at))));
  await pool.query("ANALYZE");
});

afterAll(() => Promise.all([pool.end(), opened.close()]));

/** What each search must go by. */
const searches: readonly (readonly [Partial<Query>, string])[] = [
  [{ where: compare("size", "eq", 7), orderBy: by("updatedTime") }, "specimen_data_size"],
  [{ where: compare("dueDate", "lt", time(10)), orderBy: by("dueDate") }, "specimen_data_due_date"],
  [{ where: match("name", "startsWith", "n12"), orderBy: by("name") }, "specimen_data_name"],
  [{ where: compare("email", "eq", "7@example.org") }, "specimen_unique_data_email"],
  [{ where: has("tags", "t7") }, "specimen_data_tags"],
  [{ orderBy: by("-updatedTime") }, "specimen_updated_time"],
  [{ orderBy: by("size") }, "specimen_data_size"],
  [{ orderBy: by("-size"), after: [7, "specimen:n7"] }, "specimen_data_size"],
];

for (const [part, index] of searches) {
  it(`searches by ${index}: ${JSON.stringify(part)}`, async () => {
    sent = [];
    const found = await store.search(specimenIndex, query({ limit: 20, ...part }), { payload: true });
    expect(found.length).toBeGreaterThan(0);
    const plan = await explainLast();
    expect(plan).toContain(index);
    expect(plan).not.toContain("Seq Scan");
  });
}

it("reads by key", async () => {
  for (const n of [1, "current"] as const) {
    sent = [];
    expect(await store.readRevision(specimenIndex, "specimen:n7", n, { payload: true })).toBeDefined();
    expect(await explainLast()).not.toContain("Seq Scan");
  }
});

it("writes by key, though the table was empty when the plan was made", async () => {
  const dsn = await newDatabase();
  const empty = new pg.Pool({ connectionString: dsn, max: 1 });
  const other = await openPostgresDatabase({ dsn, poolSize: 1 });
  try {
    const recording = recorded(other);
    const writing = toPlainStore(new PostgresMetaStore(recording, new GroupWriter(recording), { keepsPayloads: true }));
    sent = [];
    const first = specimen("a", {}, { status: "draft" });
    const modified = modify(first);
    const second = next(modified, "update");
    for (const write of [first, modified, second, switchTo(second, modified)]) await commit(writing, write);
    const changing = sent.filter(({ text }) => text.includes("UPDATE"));
    expect(changing).toHaveLength(3);
    for (const statement of changing) expect(await explain(empty, statement)).not.toMatch(/Seq Scan on specimen/);
  } finally {
    await empty.end();
    await other.close();
  }
});

function toSpecimen(at: number) {
  return specimen(`n${at}`, { size: at % 100, email: `${at}@example.org`, dueDate: time(at), tags: [`t${at % 500}`] }, { at });
}

/** Keeps the statements in mind that go to a database. */
function recorded(database: PostgresDatabase): PostgresDatabase {
  return {
    name: database.name,
    table: (name) => database.table(name),
    transact: (work, mustUndo) => database.transact(work, mustUndo),
    ping: () => database.ping(),
    close: () => database.close(),
    read: (statement) => {
      sent.push(statement);
      return database.read(statement);
    },
    write: (statements, recall) => {
      sent.push(...statements);
      return database.write(statements, recall);
    },
  };
}

async function explainLast(): Promise<string> {
  const statement = sent.at(-1);
  if (statement === undefined) throw new Error("The store has sent nothing.");
  return explain(pool, statement);
}

async function explain(place: pg.Pool, { text, values }: Statement): Promise<string> {
  const { rows } = await place.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, [...values]);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}
