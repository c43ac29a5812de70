import { EventEmitter, once } from "node:events";
import type { PostgresDatabase } from "@specstar/runtime/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPgBouncer, type PgBouncer } from "../../../services/pgbouncer.js";
import { startPostgres, type PostgresServer } from "../../../services/postgres-server.js";
import { countOf, find, insert, open, prepare, query } from "./test-database.js";

let server: PostgresServer;
let bouncer: PgBouncer;
let dsn: string;
let pooled: string;

beforeAll(async () => {
  server = await startPostgres();
  // Fewer connections than the writers have: each transaction gets another one.
  bouncer = await startPgBouncer(server.port, 2);
  dsn = await server.createDatabase();
  pooled = bouncer.dsn(dsn.slice(dsn.lastIndexOf("/") + 1));
  await prepare(dsn);
}, 60_000);

afterAll(async () => {
  await bouncer.stop();
  await server.stop();
});

describe.each([
  ["on the server", () => open({ dsn })],
  ["behind a transaction pooler", () => open({ dsn: pooled, transactionPooler: true })],
  ["with one connection", () => open({ dsn, poolSize: 1 })],
] as const)("%s", (name, openIt) => {
  const word = (text: string) => `${name} ${text}`;

  it("reads with types", async () => {
    const database = await openIt();
    const { rows, rowCount } = await database.read({ text: "SELECT $1::text, $2::int, $3::boolean, $4::text[], NULL", values: ["ü\u{1f600}", 7, true, ['a"', "b,\\", null]] });
    expect({ rows, rowCount }).toEqual({ rows: [["ü\u{1f600}", 7, true, ['a"', "b,\\", null], null]], rowCount: 1 });
  });

  it.each([["in one round trip", true], ["in two", false]])("writes all or nothing %s", async (how, isOneTrip) => {
    const database = await openIt();
    const recall = isOneTrip ? () => Promise.reject(new Error("nothing was lost")) : undefined;
    const [first, second] = [word(`${how} 1`), word(`${how} 2`)];
    const results = await database.write([insert(first), insert(second)], recall);
    expect(results.map(({ rows, rowCount }) => [rows[0]?.[0], rowCount])).toEqual([[first, 1], [second, 1]]);
    const bad = word(`${how} 3`);
    await expect(database.write([insert(bad), { text: "SELECT 1 / 0", values: [] }], recall)).rejects.toMatchObject({ code: "22012" });
    await expect(database.write([insert(bad), { text: "SELECT nothing", values: [] }], recall)).rejects.toMatchObject({ code: "42703" });
    expect(await countOf(dsn, bad)).toBe(0);
    await database.write([insert(word(`${how} 4`))], recall);
    expect(await countOf(dsn, word(`${how} 4`))).toBe(1);
  });

  it("undoes work that throws, or that says so", async () => {
    const database = await openIt();
    await expect(database.transact(async (run) => { await run(insert(word("thrown"))); throw new TypeError("no"); }, () => false)).rejects.toThrow(TypeError);
    expect(await database.transact(async (run) => (await run(insert(word("undone")))).rowCount, () => true)).toBe(1);
    const light = database.transact((run) => run({ text: "SELECT 1 / 0", values: [] }).catch(() => run(insert(word("light")))), () => false);
    await expect(light).rejects.toMatchObject({ code: "22012" });
    expect(await database.transact(async (run) => (await run(insert(word("kept")))).rows[0]?.[0], () => false)).toBe(word("kept"));
    expect(await Promise.all(["thrown", "undone", "light", "kept"].map((text) => countOf(dsn, word(text))))).toEqual([0, 0, 0, 1]);
  });

  it("lets writers take turns: nobody's reading is overtaken, and numbers grow with the commits", async () => {
    const databases = await Promise.all([openIt(), openIt(), open({ dsn, applicationName: "another process" })]);
    const increase = (database: PostgresDatabase) =>
      database.transact(async (run) => {
        const { rows } = await run({ text: "SELECT count(*)::int FROM written WHERE word LIKE $1", values: [`${word("turn")} %`] });
        return run(insert(`${word("turn")} ${String(rows[0]?.[0])}`));
      }, () => false);
    await Promise.all(Array.from({ length: 60 }, (_, at) => increase(databases[at % 3] ?? databases[0])));
    const rows = await query(dsn, "SELECT word FROM written WHERE word LIKE $1 ORDER BY seq", `${word("turn")} %`);
    expect(rows.map((row) => row["word"])).toEqual(Array.from({ length: 60 }, (_, at) => `${word("turn")} ${at}`));
  });

  it("leaves few rows behind", async () => {
    const database = await openIt();
    await query(dsn, "DELETE FROM specstar_writer");
    for (let at = 0; at < 50; at++) await database.write([insert(word("many"))]);
    for (let at = 0; at < 20; at++) await database.write([{ text: "SELECT 1 / 0", values: [] }]).catch(() => {});
    await database.write([insert(word("many"))]);
    const [row] = await query(dsn, "SELECT count(*)::int AS count FROM specstar_writer");
    expect(row?.["count"]).toBeLessThanOrEqual(3);
  });
});

describe("a write", () => {
  it("is done again when the server calls for it", async () => {
    const database = await open({ dsn });
    let tries = 0;
    const statement = () => ({ text: ++tries < 3 ? "DO $$ BEGIN RAISE SQLSTATE '40001'; END $$" : "SELECT 'done'", values: [] });
    expect((await database.transact((run) => run(statement()), () => false)).rows).toEqual([["done"]]);
    expect(tries).toBe(3);
  });

  it("is refused while the lock has no row, and says what to do", async () => {
    const database = await open({ dsn });
    await query(dsn, "DELETE FROM specstar_lock");
    await expect(database.write([insert("lockless")])).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("INSERT INTO specstar_lock") });
    await query(dsn, "INSERT INTO specstar_lock (id) VALUES (1)");
    await database.write([insert("locked")]);
    expect([await countOf(dsn, "lockless"), await countOf(dsn, "locked")]).toEqual([0, 1]);
  });

  it("waits for the lock no longer than it may", async () => {
    const database = await open({ dsn, queryTimeout: 400 });
    const other = await open({ dsn });
    const events = new EventEmitter();
    const hold = async () => {
      const released = once(events, "release");
      events.emit("held");
      await released;
    };
    const [held] = [other.transact(hold, () => false), await once(events, "held")];
    await expect(database.write([insert("late")])).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("lock") });
    events.emit("release");
    await held;
    await database.write([insert("in time")]);
    expect([await countOf(dsn, "late"), await countOf(dsn, "in time")]).toEqual([0, 1]);
  });

  it("with a value that can't be sent leaves the connection as it was", async () => {
    const database = await open({ dsn, poolSize: 1 });
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    await expect(database.write([insert("circular"), { text: "SELECT $1", values: [circular] }])).rejects.toThrow("circular");
    await database.write([insert("after circular")]);
    expect([await countOf(dsn, "circular"), await countOf(dsn, "after circular")]).toEqual([0, 1]);
  });
});

describe("statements", () => {
  it("are read again when a migration overtook their plan", async () => {
    const database = await open({ dsn, poolSize: 1 });
    await query(dsn, "CREATE TABLE changing (a int); INSERT INTO changing VALUES (1)");
    const all = { name: "all_of_changing", text: "SELECT * FROM changing", values: [] };
    expect((await database.read(all)).rows).toEqual([[1]]);
    await query(dsn, "ALTER TABLE changing ADD COLUMN b text DEFAULT 'x'");
    expect((await database.read(all)).rows).toEqual([[1, "x"]]);
  });

  it("keep their name to themselves", async () => {
    const database = await open({ dsn, poolSize: 1 });
    await database.read(find("x"));
    await expect(database.read({ ...find("x"), text: "SELECT 1 WHERE $1 = ''" })).rejects.toThrow("Two statements have the name find_word");
  });

  it("may be more than a connection prepares", async () => {
    const database = await open({ dsn, poolSize: 1 });
    for (let at = 0; at < 300; at++) expect((await database.read({ name: `number_${at}`, text: `SELECT ${at}`, values: [] })).rows).toEqual([[at]]);
    const { rows } = await database.read({ text: "SELECT count(*)::int FROM pg_prepared_statements", values: [] });
    expect(rows).toEqual([[256]]);
  });

  it("that take too long are stopped", async () => {
    const database = await open({ dsn, queryTimeout: 200 });
    await expect(database.read({ text: "SELECT pg_sleep(5)", values: [] })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("queryTimeout") });
    const behind = await open({ dsn: pooled, queryTimeout: 200, transactionPooler: true });
    await expect(behind.read({ text: "SELECT pg_sleep(5)", values: [] })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
    expect((await behind.read({ text: "SELECT 1", values: [] })).rows).toEqual([[1]]);
  });
});

describe("connections", () => {
  const connected = async (name: string) => Number((await query(dsn, "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = $1", name))[0]?.["count"]);

  it("are shared by those who open with the same options, until the last has closed", async () => {
    const [one, two] = await Promise.all([open({ dsn, applicationName: "shared", poolSize: 2 }), open({ poolSize: 2, dsn, applicationName: "shared" })]);
    await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? one : two).read({ text: "SELECT pg_sleep(0.01)", values: [] })));
    expect(await connected("shared")).toBe(2);
    await one.close();
    await expect(one.read({ text: "SELECT 1", values: [] })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("was closed") });
    await two.ping();
    await two.close();
    await expect.poll(() => connected("shared")).toBe(0);
  });

  it("that are all in use are named as such", async () => {
    const database = await open({ dsn, poolSize: 1, connectTimeout: 200 });
    const slow = database.read({ text: "SELECT pg_sleep(1)", values: [] });
    await expect(database.read({ text: "SELECT 1", values: [] })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("poolSize") });
    await slow;
    await database.ping();
  });

  it("finish what was accepted before they close", async () => {
    const database = await open({ dsn });
    const writes = Array.from({ length: 20 }, (_, at) => database.write([insert(`closing ${at}`)]));
    await database.close();
    expect((await Promise.all(writes)).length).toBe(20);
    expect(Number((await query(dsn, "SELECT count(*)::int AS count FROM written WHERE word LIKE 'closing %'"))[0]?.["count"])).toBe(20);
  });
});
