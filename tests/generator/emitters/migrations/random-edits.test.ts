import { describe, expect, it } from "vitest";
import type { IndexedType, Model } from "../../../../generator/ir/model.js";
import { columnName, tableName } from "../../../../generator/ir/names.js";
import { indexedModel, project } from "../model-ir.js";
import { MigratedDatabase } from "./database.js";

const PATHS = ["status", "dueDate", "order", "address.city", "address.geo.lat", "isOpen"];
const KINDS: readonly IndexedType[] = ["text", "integer", "real", "boolean", "date"];
const NAMES = ["Issue", "Account", "Order", "BlogPost"];

interface Draft {
  types: Record<string, IndexedType>;
  compound: string[][];
  unique: string[][];
}

/** mulberry32: the same numbers for the same seed, everywhere. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

class RandomProject {
  readonly drafts = new Map<string, Draft>();
  readonly random: (below: number) => number;

  constructor(seed: number) {
    this.random = createRandom(seed);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.random(items.length)];
    if (item === undefined) throw new Error("Nothing to pick from.");
    return item;
  }

  edit(): void {
    const name = this.pick(NAMES);
    const draft = this.drafts.get(name);
    if (draft === undefined) this.drafts.set(name, { types: {}, compound: [], unique: [] });
    else if (this.random(8) === 0) this.drafts.delete(name);
    else this.#editDraft(draft);
  }

  models(): Model[] {
    return [...this.drafts].map(([name, { types, compound, unique }]) => {
      // There are but two booleans: rows would share them.
      const possible = unique.filter((paths) => paths.every((path) => types[path] !== "boolean"));
      return indexedModel(name, types, { compoundIndexes: compound, unique: possible });
    });
  }

  #editDraft(draft: Draft): void {
    const path = this.pick(PATHS);
    const indexed = Object.keys(draft.types);
    switch (this.random(4)) {
      case 0:
        draft.types = { ...draft.types, [path]: this.pick(KINDS) };
        break;
      case 1:
        draft.types = Object.fromEntries(Object.entries(draft.types).filter(([name]) => name !== path));
        draft.compound = draft.compound.filter((paths) => !paths.includes(path));
        draft.unique = draft.unique.filter((paths) => !paths.includes(path));
        break;
      case 2:
        draft.compound = indexed.length < 2 || this.random(2) === 0 ? [] : [indexed.slice(0, 2).toReversed()];
        break;
      default:
        draft.unique = indexed.length === 0 || this.random(2) === 0 ? [] : [indexed.slice(0, 1 + this.random(2))];
    }
  }
}

type Payload = Record<string, unknown>;

/** Values of all types, whatever the model says now; no two resources share one, so that unique indexes can be made. */
function randomPayload(random: RandomProject, n: number): Payload {
  const value = () => {
    const values = [`text '${n}'`, n * 7, n + 0.5, undefined, null, { nested: n }, `2026-01-01T00:00:00.${String(n % 1000).padStart(3, "0")}Z`];
    return random.pick([...values, true, false].map((item) => ({ item }))).item;
  };
  const payload = { status: value(), dueDate: value(), order: value(), isOpen: value() };
  return { ...payload, address: random.random(5) === 0 ? null : { city: value(), geo: { lat: value() } } };
}

/** What a column of the type must hold for the payload: written without looking at the SQL. */
function expectedValue(payload: Payload, path: string, type: IndexedType): unknown {
  let value: unknown = payload;
  for (const key of path.split(".")) value = new Map(Object.entries(value ?? {})).get(key);
  if (type === "text" || type === "date") return typeof value === "string" ? value : null;
  if (type === "boolean") return typeof value === "boolean" ? Number(value) : null;
  return typeof value === "number" && (type === "real" || Number.isInteger(value)) ? value : null;
}

class Rows {
  readonly payloads = new Map<string, { model: string; payload: Payload }>();
  readonly #database: MigratedDatabase;
  readonly #random: RandomProject;

  constructor(database: MigratedDatabase, random: RandomProject) {
    this.#database = database;
    this.#random = random;
  }

  /** A resource as the runtime writes it: an older revision, a current one and, now and then, one that deletes it and shares its data. */
  insert({ name, indexes }: Model): void {
    const n = this.payloads.size + 1;
    const id = `${name}:${n}`;
    const payload = randomPayload(this.#random, n);
    const isDeleted = this.#random.random(4) === 0;
    const table = tableName(name);
    this.payloads.set(id, { model: name, payload });
    this.#run("INSERT INTO specstar_payload (uid, data) VALUES (?, ?), (?, ?)", `${id}-1`, "{}", `${id}-2`, JSON.stringify(payload));
    const revisions: [number, string][] = [[1, `${id}-1`], [2, `${id}-2`], ...(isDeleted ? [[3, `${id}-2`] as [number, string]] : [])];
    for (const [number, payloadUid] of revisions) {
      this.#run(`INSERT INTO ${table}_revision (resource_id, n, uid, payload_uid, info) VALUES (?, ?, ?, ?, '{}')`, id, number, `${id}-${number}`, payloadUid);
    }
    const meta = { resource_id: id, current_revision: revisions.length, etag: id, schema_version: "v1", total_revision_count: revisions.length };
    const times = { created_time: "t", created_by: "a", updated_time: "t", updated_by: "a", is_deleted: Number(isDeleted) };
    const current = { payload_uid: `${id}-2`, revision: "{}", meta: "{}" };
    const values = indexes.map(({ path, type }) => [columnName(path), expectedValue(payload, path, type)] as const);
    const row = Object.entries({ ...meta, ...times, ...current, ...Object.fromEntries(values) });
    this.#run(`INSERT INTO ${table} (${row.map(([column]) => column).join()}) VALUES (${row.map(() => "?").join()})`, ...row.map(([, value]) => value));
  }

  /** Every row of the model, with what its columns must hold. */
  check({ name, indexes }: Model): void {
    for (const row of this.#database.sqlite.prepare<[], Record<string, unknown>>(`SELECT * FROM ${tableName(name)}`).all()) {
      const { payload } = this.payloads.get(String(row["resource_id"])) ?? {};
      for (const { path, type } of indexes) expect(row[columnName(path)], `${row["resource_id"]} ${path}`).toBe(expectedValue(payload ?? {}, path, type));
    }
  }

  #run(sql: string, ...values: unknown[]): void {
    this.#database.sqlite.prepare(sql).run(...values);
  }
}

describe("migrations of a project that changes at random", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("end where a fresh database begins, with every value in its column (seed %i)", (seed) => {
    const random = new RandomProject(seed);
    const database = new MigratedDatabase();
    const rows = new Rows(database, random);
    let migrations = 0;
    for (let step = 0; step < 40; step++) {
      random.edit();
      const models = random.models();
      if (database.migrate(project(...models)) !== undefined) migrations++;
      const tables = models.flatMap(({ name }) => [tableName(name), `${tableName(name)}_revision`]);
      const fresh = new MigratedDatabase();
      fresh.migrate(project(...models));
      expect(database.describe(tables)).toEqual(fresh.describe(tables));
      for (const model of models) {
        rows.check(model);
        rows.insert(model);
      }
    }
    expect(migrations).toBeGreaterThan(8);
    expect(database.ids).toEqual([...new Set(database.ids)].toSorted());
  }, 120_000);
});
