import { memoryStorage, type IndexedField, type ResourceMeta } from "@specstar/runtime";
import { specimenIndex } from "@specstar/runtime/testing";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compileSearch, compileWhere, type SqlFragment } from "../../../runtime/query/compile.js";
import { postgres } from "../../../runtime/query/dialects/postgres.js";
import { searchableFields, toFieldValues } from "../../../runtime/query/searchable-fields.js";
import { toPlainStore } from "../../../runtime/testing/plain-store.js";
import { randomIndexedData, randomQuery } from "../../../runtime/testing/random/random-search.js";
import { Random } from "../../../runtime/testing/random/random.js";
import { commitAll, next, specimen } from "../../../runtime/testing/scripted-writes.js";
import { query } from "../../../runtime/testing/searches.js";
import { newDatabase } from "../../services/postgres-server.js";

const seed = Number(process.env["SPECSTAR_SEED"] ?? Date.now() % 1_000_000_000);
const TYPES: Readonly<Record<IndexedField["type"], string>> = { text: "text", date: "text", integer: "bigint", real: "double precision", boolean: "boolean" };
const columns = [...searchableFields(specimenIndex).values()];

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client(await newDatabase());
  await client.connect();
  await client.query(`CREATE TABLE specimen (is_deleted boolean NOT NULL, ${columns.map(declare).join(", ")})`);
}, 60_000);

afterAll(async () => {
  await client.end();
});

it(`finds what matches finds, in the same order (SPECSTAR_SEED=${seed})`, async () => {
  const random = new Random(seed);
  const memory = memoryStorage();
  await commitAll(toPlainStore(memory.meta), randomWrites(random));
  for (const { meta } of await memory.meta.search(specimenIndex, query({ includeDeleted: true }), { payload: false })) {
    const values = toFieldValues(meta.value);
    await insert([meta.value.isDeleted, ...columns.map(({ path }) => postgres.toParameter(values[path] ?? null))]);
  }
  for (let run = 0; run < 1000; run++) {
    const search = randomQuery(random);
    const compiled = compileSearch(postgres, specimenIndex, search);
    const found = await memory.meta.search(specimenIndex, search, { payload: false });
    expect(await select(compiled), JSON.stringify({ search, compiled })).toEqual(found.map(({ meta }) => meta.value.resourceId));
    const counted = await select(compileWhere(postgres, specimenIndex, search));
    expect(counted).toHaveLength(await memory.meta.count(specimenIndex, search.where, search.includeDeleted));
  }
});

function declare({ column, type, list }: IndexedField): string {
  const array = list === true ? "[]" : "";
  return `${column} ${TYPES[type]}${array}${TYPES[type] === "text" ? ' COLLATE "C"' : ""}`;
}

function insert(values: readonly unknown[]): Promise<unknown> {
  const names = ["is_deleted", ...columns.map(({ column }) => column)];
  return client.query(`INSERT INTO specimen (${names.join(", ")}) VALUES (${names.map((_, at) => `$${at + 1}`).join(", ")})`, [...values]);
}

async function select({ sql, parameters }: SqlFragment): Promise<string[]> {
  const { rows } = await client.query<{ resource_id: string }>(`SELECT m.resource_id FROM specimen AS m ${sql}`, [...parameters]);
  return rows.map((row) => row.resource_id);
}

function randomWrites(random: Random) {
  return Array.from({ length: 60 }, (_, at) => {
    const indexed: ResourceMeta["indexedData"] = { ...randomIndexedData(random), email: null, serial: null };
    const created = specimen(`n${at}`, indexed, { at: random.below(6) });
    return random.chance(0.3) ? [created, next(created, "delete", {}, { at: random.below(6) })] : [created];
  }).flat();
}
