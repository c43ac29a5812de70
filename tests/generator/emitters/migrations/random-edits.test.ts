import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../../../generator/ir/model.js";
import { columnName, tableName } from "../../../../generator/ir/names.js";
import { newDatabase } from "../../../services/postgres-server.js";
import { project } from "../model-ir.js";
import { Migrations, PostgresDatabase, SqliteDatabase, type TestDatabase } from "./database.js";
import { expectedValue, RandomProject, randomPayload, toJson, type Index, type Payload } from "./random-project.js";

const STEPS = 40;
const SEEDS = [1, 2, 3, 4, 5, 6];

class Rows {
  readonly #payloads = new Map<string, Payload>();
  readonly #database: TestDatabase;
  readonly #random: RandomProject;

  constructor(database: TestDatabase, random: RandomProject) {
    this.#database = database;
    this.#random = random;
  }

  /** A resource as the runtime writes it: an older revision, a current one and, now and then, one that deletes it and shares its data. */
  async insert({ name, schemaVersion }: Model): Promise<void> {
    const n = this.#payloads.size + 1;
    const id = `${name}:${n}`;
    const payload = randomPayload(this.#random.slots(name), n, this.#random);
    const isDeleted = this.#random.random(4) === 0;
    const table = tableName(name);
    this.#payloads.set(id, payload);
    await this.#database.run("INSERT INTO specstar_payload (uid, data) VALUES ($1, $2), ($3, $4)", `${id}-1`, "{}", `${id}-2`, toJson(payload));
    const revisions: [number, string][] = [[1, `${id}-1`], [2, `${id}-2`], ...(isDeleted ? [[3, `${id}-2`] as [number, string]] : [])];
    const values = revisions.map(([number, payloadUid]) => `('${id}', ${number}, '${id}-${number}', '${payloadUid}', '{}')`);
    await this.#database.run(`INSERT INTO ${table}_revision (resource_id, n, uid, payload_uid, info) VALUES ${values.join()}`);
    const meta = { resource_id: id, current_revision: revisions.length, etag: id, schema_version: schemaVersion, total_revision_count: revisions.length };
    const times = { created_time: "t", created_by: "a", updated_time: "t", updated_by: "a", is_deleted: isDeleted };
    const current = { payload_uid: `${id}-2`, revision: "{}", meta: "{}" };
    const indexed = this.#random.indexes(name).map((index) => [columnName(index.path), expectedValue(payload, index)] as const);
    const row = Object.entries({ ...meta, ...times, ...current, ...Object.fromEntries(indexed) });
    const places = row.map((_, at) => `$${at + 1}`);
    await this.#database.run(`INSERT INTO ${table} (${row.map(([column]) => column).join()}) VALUES (${places.join()})`, ...row.map(([, value]) => value));
  }

  /** Every row of the model, with what its columns must hold. */
  async check({ name }: Model): Promise<void> {
    const indexes = this.#random.indexes(name);
    for (const row of await this.#database.run(`SELECT * FROM ${tableName(name)}`)) {
      const payload = this.#payloads.get(String(row["resource_id"])) ?? new Map();
      const shown = indexes.map((index) => [index.path, unordered(shownValue(row[columnName(index.path)], index))]);
      expect(Object.fromEntries(shown), String(row["resource_id"])).toEqual(Object.fromEntries(indexes.map((index) => [index.path, unordered(expectedValue(payload, index))])));
    }
  }
}

/** Searches ask what a list has, not where: its order is the database's. */
function unordered(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).toSorted() : value;
}

/** A column's value in one form, whatever the database gives back. */
function shownValue(value: unknown, { type, list }: Index): unknown {
  if (value === null || value === undefined) return value;
  if (list) {
    const items: unknown = typeof value === "string" ? JSON.parse(value) : value;
    return Array.isArray(items) ? items.map((item) => shownValue(item, { type, list: false, path: "", way: [] })) : items;
  }
  if (type === "integer" || type === "real") return Number(value);
  return type === "boolean" ? Boolean(value) : value;
}

async function editAtRandom(seed: number, dialect: "sqlite" | "postgres", open: () => Promise<TestDatabase>): Promise<void> {
  const random = new RandomProject(seed);
  const database = await open();
  const migrations = new Migrations(dialect);
  const rows = new Rows(database, random);
  for (let step = 0; step < STEPS; step++) {
    random.edit();
    const models = random.models();
    const before = await database.describe();
    const written = migrations.generate(project(...models));
    if (written !== undefined) {
      await database.exec(written.up);
      const after = await database.describe();
      await database.exec(written.down);
      expect(await database.describe(), `down of ${written.id}`).toEqual(before);
      await database.exec(written.up);
      expect(await database.describe(), `up again of ${written.id}`).toEqual(after);
    }
    for (const model of models) await rows.check(model);
    const fresh = await open();
    await fresh.exec(new Migrations(dialect).generate(project(...models))?.up ?? "");
    const tables = models.flatMap(({ name }) => [tableName(name), `${tableName(name)}_revision`]);
    expect(await database.describe(tables)).toEqual(await fresh.describe(tables));
    await fresh.close();
    for (const model of models) await rows.insert(model);
  }
  const ids = migrations.all.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(8);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  await database.close();
}

describe("migrations of a project that changes at random end where a fresh database begins, with every value in its column, and lead back", () => {
  it.each(SEEDS)("SQLite (seed %i)", (seed) => editAtRandom(seed, "sqlite", async () => new SqliteDatabase()), 120_000);

  describe("PostgreSQL", () => {
    let client: pg.Client;
    let schemas = 0;

    beforeAll(async () => {
      client = new pg.Client({ connectionString: await newDatabase() });
      await client.connect();
    }, 60_000);

    afterAll(async () => {
      await client.end();
    });

    const open = async () => {
      const schema = `s${++schemas}`;
      await client.query(`CREATE SCHEMA ${schema}`);
      return new PostgresDatabase(client, schema);
    };

    it.each(SEEDS)("seed %i", (seed) => editAtRandom(seed, "postgres", open), 120_000);
  });
});
