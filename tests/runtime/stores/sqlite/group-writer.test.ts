import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Storage } from "@specstar/runtime";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { specimenIndex } from "@specstar/runtime/testing";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GroupWriter } from "../../../../runtime/stores/sqlite/group-writer.js";
import { toPlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, next, specimen } from "../../../../runtime/testing/scripted-writes.js";
import { newDatabase } from "./new-place.js";

let folder: string;
let storage: Storage;
/** Another connection to the same file, as another process has one. */
let other: Sqlite.Database;

beforeEach(async () => {
  folder = await newDatabase();
  storage = sqliteStorage(folder);
  other = new Sqlite(join(folder, "specstar.db"));
});

afterEach(async () => {
  other.close();
  await storage.close();
});

describe("a group of units", () => {
  it("is one transaction", async () => {
    const before = await countTransactions();
    await Promise.all(names(100).map((name) => commit(toPlainStore(storage.meta), specimen(name))));
    expect((await countTransactions()) - before).toBe(1);
    expect(count("specimen")).toBe(100);
  });

  it("has them succeed and fail each alone", async () => {
    await commit(toPlainStore(storage.meta), specimen("taken", { email: "taken@example.org" }));
    const units = names(100).map((name) => [specimen(name)]);
    units[10] = [specimen("taken")];
    units[20] = [specimen("other", { email: "taken@example.org" })];
    units[30] = [next(specimen("nowhere"), "update")];
    units[40] = [specimen("n40"), specimen("taken")];
    const revisionOfAnother = { ...specimen("thief"), revision: specimen("taken").revision };
    units[50] = [revisionOfAnother];
    units[60] = [specimen("n60"), specimen("n61x"), revisionOfAnother];
    const results = await Promise.allSettled(units.map((unit) => commit(toPlainStore(storage.meta), ...unit)));

    const notCommitted = results.flatMap((result, at) => {
      if (result.status === "rejected") return [[at, result.reason.code]];
      return result.value.kind === "committed" ? [] : [[at, result.value]];
    });
    expect(notCommitted).toEqual([
      [10, { kind: "duplicate", write: 0 }],
      [20, { kind: "unique", write: 0, fields: ["email"] }],
      [30, { kind: "conflict", write: 0 }],
      [40, { kind: "duplicate", write: 1 }],
      [50, "SQLITE_CONSTRAINT_PRIMARYKEY"],
      [60, "SQLITE_CONSTRAINT_PRIMARYKEY"],
    ]);
    for (const table of ["specimen", "specimen_revision", "specstar_payload", "specstar_change"]) expect(count(table)).toBe(95);
  });

  it("sees what the units before it in the group did", async () => {
    const first = specimen("a", { email: "a@example.org" });
    const outcomes = await Promise.all([
      commit(toPlainStore(storage.meta), first),
      commit(toPlainStore(storage.meta), specimen("b", { email: "a@example.org" })),
      commit(toPlainStore(storage.meta), next(first, "delete")),
      commit(toPlainStore(storage.meta), specimen("c", { email: "a@example.org" })),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["committed", "unique", "committed", "committed"]);
  });

  it("fails as a whole, without trace, when COMMIT fails", async () => {
    // A deferred foreign key is checked by COMMIT: the row that the trigger makes lets every statement pass, and fails there.
    other.exec(`
      CREATE TABLE doom (id TEXT REFERENCES specimen (resource_id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER doomed AFTER INSERT ON specimen WHEN new.created_by = 'doom' BEGIN INSERT INTO doom VALUES ('nowhere'); END;`);
    const doomed = specimen("doomed", {}, { by: "doom" });
    const results = await Promise.allSettled([...names(50).map((name) => specimen(name)), doomed].map((write) => commit(toPlainStore(storage.meta), write)));
    for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { code: "SQLITE_CONSTRAINT_FOREIGNKEY" } });
    for (const table of ["specimen", "specimen_revision", "specstar_payload", "specstar_change"]) expect(count(table)).toBe(0);

    expect(await Promise.all(names(50).map((name) => commit(toPlainStore(storage.meta), specimen(name))))).toHaveLength(50);
    expect(count("specimen")).toBe(50);
  });

  it("is taken in several transactions when it is large, in the order of arrival", async () => {
    await Promise.all(names(1000).map((name) => commit(toPlainStore(storage.meta), specimen(name))));
    const changes = await storage.meta.listChanges({ since: 0, limit: 2000 });
    expect(changes.map(({ resourceId }) => resourceId)).toEqual(names(1000).map((name) => `specimen:${name}`));
  });
});

describe("while another process writes", () => {
  it("waits, keeps the event loop free, and lets reads pass", async () => {
    await commit(toPlainStore(storage.meta), specimen("before"));
    other.exec("BEGIN IMMEDIATE");
    const outcomes = names(10).map((name) => commit(toPlainStore(storage.meta), specimen(name)));
    const start = performance.now();
    for (let turn = 0; turn < 20; turn++) {
      await sleep(5);
      expect(await storage.meta.readMeta(specimenIndex, "specimen:before")).toBeDefined();
    }
    // The driver's own way to wait would have kept the thread for seconds at each try.
    expect(performance.now() - start).toBeLessThan(4000);
    expect(await storage.meta.count(specimenIndex, null, false)).toBe(1);
    other.exec("COMMIT");
    for (const outcome of await Promise.all(outcomes)) expect(outcome.kind).toBe("committed");
  });

  it("gives up in the end with the driver's error, and works again after that", async () => {
    const db = new Sqlite(join(folder, "specstar.db"), { timeout: 1 });
    const writer = new GroupWriter(db, 50);
    other.exec("BEGIN IMMEDIATE");
    const results = await Promise.allSettled([writer.write(() => 1), writer.write(() => 2)]);
    for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { code: "BACKEND_UNAVAILABLE", cause: { code: "SQLITE_BUSY" } } });
    other.exec("ROLLBACK");
    expect(await writer.write(() => 3)).toBe(3);
    db.close();
  });
});

const names = (length: number) => Array.from({ length }, (_, at) => `n${at}`);

function count(table: string): unknown {
  return other.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
}

/** How many transactions the write-ahead log holds: frames with a database size end one (https://sqlite.org/fileformat2.html#the_write_ahead_log). */
async function countTransactions(): Promise<number> {
  const wal = await readFile(join(folder, "specstar.db-wal")).catch(() => Buffer.alloc(0));
  let commits = 0;
  for (let frame = 32; frame < wal.length; frame += 24 + wal.readUInt32BE(8)) {
    if (wal.readUInt32BE(frame + 4) !== 0) commits++;
  }
  return commits;
}
