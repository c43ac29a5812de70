import { readFileSync } from "node:fs";
import { memoryStorage, type Query, type ResourceMeta } from "@specstar/runtime";
import { specimenIndex } from "@specstar/runtime/testing";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { compileSearch, compileWhere, type SqlFragment } from "../../../runtime/query/compile.js";
import { sqlite } from "../../../runtime/query/dialects/sqlite.js";
import { addFunctions } from "../../../runtime/stores/sqlite/functions.js";
import { searchableFields, toFieldValues } from "../../../runtime/query/searchable-fields.js";
import { randomIndexedData, randomQuery } from "../../../runtime/testing/random/random-search.js";
import { toPlainStore } from "../../../runtime/testing/plain-store.js";
import { Random } from "../../../runtime/testing/random/random.js";
import { commitAll, next, specimen } from "../../../runtime/testing/scripted-writes.js";
import { query } from "../../../runtime/testing/searches.js";

const tables = readFileSync(new URL("../stores/sqlite/fixture.sql", import.meta.url), "utf8");

describe("the SQL for SQLite", () => {
  const seed = Number(process.env["SPECSTAR_SEED"] ?? Date.now() % 1_000_000_000);

  it(`finds what matches finds, in the same order (SPECSTAR_SEED=${seed})`, async () => {
    const random = new Random(seed);
    const memory = memoryStorage();
    await commitAll(toPlainStore(memory.meta), randomWrites(random));
    const all = await memory.meta.search(specimenIndex, query({ includeDeleted: true }), { payload: false });
    const database = openDatabase(all.map(({ meta }) => meta.value));
    for (let run = 0; run < 2000; run++) {
      const search = randomQuery(random);
      const compiled = compileSearch(sqlite, specimenIndex, search);
      const found = await memory.meta.search(specimenIndex, search, { payload: false });
      expect(select(database, compiled), explain(search, compiled)).toEqual(found.map(({ meta }) => meta.value.resourceId));
      const { where, includeDeleted } = search;
      const counted = compileWhere(sqlite, specimenIndex, { where, includeDeleted });
      expect(select(database, counted), explain(search, counted)).toHaveLength(await memory.meta.count(specimenIndex, where, includeDeleted));
    }
    database.close();
  });

  it("starts every page of an indexed order in the index, and never sorts the table", () => {
    const database = openDatabase([]);
    const newest = [
      { field: "createdTime", direction: "desc" },
      { field: "resourceId", direction: "desc" },
    ] as const;
    const plan = (search: Query) => explainPlan(database, compileSearch(sqlite, specimenIndex, search));
    expect(plan(query({ orderBy: newest }))).toEqual(["SCAN m USING INDEX specimen_created_time"]);
    expect(plan(query({ orderBy: newest, after: ["2027-01-01T00:00:00.000Z", "specimen:a"] }))).toEqual([
      "SEARCH m USING INDEX specimen_created_time (created_time<?)",
    ]);
    const byName = [
      { field: "updatedTime", direction: "desc" },
      { field: "resourceId", direction: "desc" },
    ] as const;
    const where = { kind: "compare", field: "name", op: "eq", value: "a" } as const;
    expect(plan(query({ where, orderBy: byName, after: ["2027-01-01T00:00:00.000Z", "specimen:a"] }))).toEqual([
      "SEARCH m USING INDEX specimen_data_name (data_name=? AND updated_time<?)",
      "USE TEMP B-TREE FOR LAST TERM OF ORDER BY",
    ]);
    const prefix = { kind: "match", field: "name", op: "startsWith", value: "a" } as const;
    expect(plan(query({ where: prefix, orderBy: newest }))[0]).toBe("SEARCH m USING INDEX specimen_data_name (data_name>? AND data_name<?)");
    database.close();
  });
});

function randomWrites(random: Random) {
  return Array.from({ length: 60 }, (_, at) => {
    const details = { at: random.below(6), by: random.pick(["ann", "bob"]), schemaVersion: random.pick(["v1", "v2"]) };
    // What must be unique would only be refused: it is as good as any other field here, and null.
    const created = specimen(`n${at}`, { ...randomIndexedData(random), email: null, serial: null }, details);
    return random.chance(0.3) ? [created, next(created, "delete", {}, { at: random.below(6) })] : [created];
  }).flat();
}

function openDatabase(metas: readonly ResourceMeta[]): Database.Database {
  const database = new Database(":memory:");
  database.exec(tables);
  addFunctions(database);
  const columns = [...searchableFields(specimenIndex).values()];
  const names = ["current_revision", "etag", "payload_uid", "revision", "meta", "is_deleted", ...columns.map(({ column }) => column)];
  const insert = database.prepare(`INSERT INTO specimen (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`);
  for (const meta of metas) {
    const values = toFieldValues(meta);
    const encoded = columns.map(({ path }) => sqlite.toParameter(values[path] ?? null));
    insert.run(1, "etag", "uid", "{}", "{}", meta.isDeleted ? 1 : 0, ...encoded);
  }
  return database;
}

function select(database: Database.Database, { sql, parameters }: SqlFragment): unknown[] {
  return database.prepare(`SELECT m.resource_id FROM specimen AS m ${sql}`).pluck().all(parameters);
}

function explainPlan(database: Database.Database, { sql, parameters }: SqlFragment): string[] {
  const steps = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT m.* FROM specimen AS m ${sql}`).all(parameters);
  return steps.map(({ detail }) => detail);
}

function explain(search: Query, compiled: SqlFragment): string {
  return `${JSON.stringify(search)}\n${compiled.sql}\n${JSON.stringify(compiled.parameters)}`;
}
