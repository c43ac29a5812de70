import Sqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { recordDatabase } from "../../../../../runtime/stores/s3/synced/recorded-database.js";
import { Replay } from "../../../../../runtime/stores/s3/synced/replay.js";
import { decodeSegment, encodeSegment, START } from "../../../../../runtime/stores/s3/synced/segment.js";
import { StatementLog } from "../../../../../runtime/stores/s3/synced/statement-log.js";

const schema = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, value, whole INTEGER, text TEXT UNIQUE)";

const values = [
  0, -0, 1, 1.5, -1e-7, 5e-324, 2 ** 53, -(2 ** 53), 1e21, Number.MAX_VALUE, Number.EPSILON, Infinity, -Infinity, Number.NaN, null, 0n, -1n, 2n ** 63n - 1n, -(2n ** 63n),
  "", "a\u0000b", "\n\r\u2028\"'\\", "\ud83d\ude00", "\ud800", "\ufeff\uffff", Buffer.of(), Buffer.from([0, 255, 10, 13]), new Uint8Array([1, 2, 3]),
];

/** What a connection that is recorded did, sent as a segment and replayed on another. */
function roundTrip(work: (db: Sqlite.Database, log: StatementLog) => void): [Sqlite.Database, Sqlite.Database] {
  const [first, second] = [new Sqlite(":memory:"), new Sqlite(":memory:")];
  const log = new StatementLog();
  work(recordDatabase(first, log), log);
  const { bytes } = encodeSegment(START, "writer", log.body);
  new Replay(second).run(decodeSegment("key", bytes, START).body);
  return [first, second];
}

const readAll = (db: Sqlite.Database) =>
  db.prepare("SELECT id, typeof(value), quote(value), hex(value), typeof(whole), quote(whole), hex(text) FROM t ORDER BY id").safeIntegers().all();

const minusZero = (db: Sqlite.Database) => db.prepare("SELECT value FROM t WHERE id = 2").pluck().get();

it("keeps every value that SQLite takes, exactly", () => {
  const [first, second] = roundTrip((db) => {
    db.exec(schema);
    const insert = db.prepare("INSERT INTO t (value, whole, text) VALUES (?, ?, ?)");
    for (const [at, value] of values.entries()) insert.run([value, value], `${at}${String(value)}`);
  });
  expect(readAll(second)).toEqual(readAll(first));
  expect(readAll(second)).toHaveLength(values.length);
  expect(Object.is(minusZero(second), minusZero(first))).toBe(true);
  expect(Object.is(minusZero(second), -0)).toBe(true);
});

it("leaves out what failed, changed nothing or was undone", () => {
  const [first, second] = roundTrip((db, log) => {
    db.exec(schema);
    const insert = db.prepare("INSERT INTO t (text) VALUES (?)");
    insert.run("a");
    expect(() => insert.run("a")).toThrow("UNIQUE");
    db.prepare("DELETE FROM t WHERE text = ?").run("nobody");
    const mark = log.mark();
    db.prepare("SAVEPOINT s").run();
    db.prepare("UPDATE t SET text = ?").run("undone");
    insert.run("undone too");
    db.prepare("ROLLBACK TO s").run();
    log.backTo(mark);
    db.prepare("RELEASE s").run();
    db.prepare("UPDATE t SET value = ?").run(1);
    insert.run("b");
  });
  expect(readAll(second)).toEqual(readAll(first));
  expect(second.prepare("SELECT seq FROM sqlite_sequence").pluck().get()).toBe(2);
});

it("refuses a statement whose effect it couldn't tell", () => {
  const log = new StatementLog();
  const db = recordDatabase(new Sqlite(":memory:"), log);
  db.exec(schema);
  expect(() => db.prepare("DELETE FROM t RETURNING id")).toThrow("RETURNING");
  expect(() => db.prepare("INSERT INTO t (text) VALUES (@text)").run({ text: "named" })).toThrow("type object");
});

it("notices that a replay does something else than the first time", () => {
  const log = new StatementLog();
  const first = recordDatabase(new Sqlite(":memory:"), log);
  first.exec(schema);
  first.prepare("INSERT INTO t (text) VALUES (?)").run("a");
  log.clear();
  first.prepare("UPDATE t SET text = ?").run("b");
  const other = new Sqlite(":memory:");
  other.exec(schema);
  expect(() => new Replay(other).run(log.body)).toThrow("changed 0 rows, and not 1");
});
