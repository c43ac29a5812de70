import type { PostgresDatabase } from "@specstar/runtime/postgres";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPgBouncer } from "../../../services/pgbouncer.js";
import { startPostgres, type PostgresServer } from "../../../services/postgres-server.js";
import { TcpProxy, type Direction } from "../../../services/tcp-proxy.js";
import { messageBorders } from "./message-borders.js";
import { countOf, find, insert, open, prepare, query, through } from "./test-database.js";

let server: PostgresServer;
let proxy: TcpProxy;
let dsn: string;
let path: string;

beforeAll(async () => {
  server = await startPostgres();
  dsn = await server.createDatabase();
  await prepare(dsn);
}, 60_000);

beforeEach(async () => {
  proxy = await TcpProxy.start(server.port);
  path = through(dsn, proxy.port);
});

afterEach(() => proxy.stop());
afterAll(() => server.stop());

/** Ways to write a word, each with what it resolves to. */
const WAYS = {
  "a write in one round trip": async (database: PostgresDatabase, word: string) =>
    (await database.write([insert(word)], async () => [await database.read(find(word))]))[0]?.rows[0]?.[0],
  "a write in two": async (database: PostgresDatabase, word: string) => (await database.write([insert(word)]))[0]?.rows[0]?.[0],
  "a write that reads first": (database: PostgresDatabase, word: string) =>
    database.transact(async (run) => {
      await run(find(word));
      return (await run(insert(word))).rows[0]?.[0];
    }, () => false),
} as const;

type Write = (database: PostgresDatabase, word: string) => Promise<unknown>;

/** Cuts the connection at each border between two messages, and in the middle of each, one write after the other. Gives how often. */
async function cutEverywhere(database: PostgresDatabase, write: Write, direction: Direction, name: string): Promise<number> {
  await write(database, `${name} warm`);
  proxy.setFault({});
  await write(database, `${name} measured`);
  const borders = messageBorders(proxy.recorded(direction));
  for (const bytes of borders) {
    // The names of statements are known to the connection, so that each write sends the same.
    await write(database, `${name} warm`);
    await write(database, `${name} warm`);
    proxy.setFault({ cut: { direction, bytes } });
    const word = `${name} ${direction} ${String(bytes).padStart(5, "0")}`;
    expect(await write(database, word), word).toBe(word);
    expect(await countOf(dsn, word), word).toBe(1);
  }
  return borders.length;
}

describe.each(Object.entries(WAYS))("%s", (name, write) => {
  it.each(["toServer", "toClient"] as const)("is done once when the connection is cut anywhere %s", async (direction) => {
    const cuts = await cutEverywhere(await open({ dsn: path, poolSize: 1 }), write, direction, name);
    expect(cuts).toBeGreaterThan(20);
    expect(proxy.hits).toBeGreaterThanOrEqual(cuts * 0.9);
  }, 120_000);

  it("is done once behind a pooler when the connection is cut anywhere", async () => {
    const bouncer = await startPgBouncer(proxy.port, 2);
    const pooled = bouncer.dsn(dsn.slice(dsn.lastIndexOf("/") + 1));
    try {
      const database = await open({ dsn: pooled, poolSize: 2, transactionPooler: true });
      for (const direction of ["toServer", "toClient"] as const) await cutEverywhere(database, write, direction, `pooled ${name}`);
      expect(proxy.hits).toBeGreaterThan(20);
      await database.close();
    } finally {
      await bouncer.stop();
    }
  }, 120_000);

  it("is done once when its server process is ended again and again", async () => {
    const database = await open({ dsn: path, applicationName: "hunted" });
    const end = new AbortController();
    const hunt = (async () => {
      while (!end.signal.aborted) {
        await query(dsn, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hunted'");
        await sleep(15);
      }
    })();
    const words = Array.from({ length: 100 }, (_, at) => `${name} hunted ${at}`);
    const told = await Promise.all(words.map((word) => write(database, word).catch((error: unknown) => String(error))));
    end.abort();
    await hunt;
    for (const [at, word] of words.entries()) expect([word, await countOf(dsn, word)]).toEqual([word, told[at] === word ? 1 : 0]);
    expect(told).toContain(words[99]);
  }, 60_000);
});

describe("a server that falls over under load", () => {
  it("is used again as soon as it is back; nothing is lost or done twice", async () => {
    const database = await open({ dsn });
    const end = new AbortController();
    const outcomes = new Map<string, unknown>();
    const ways = Object.values(WAYS);
    const client = async (number: number) => {
      for (let at = 0; !end.signal.aborted; at++) {
        const word = `fallen ${number} ${at}`;
        outcomes.set(word, await ways[number % ways.length]?.(database, word).catch((error: unknown) => String(error)));
      }
    };
    const clients = Array.from({ length: 6 }, (_, number) => client(number));
    for (let falls = 0; falls < 3; falls++) {
      await sleep(300);
      await server.restart();
    }
    await sleep(300);
    end.abort();
    await Promise.all(clients);
    const rows = await query(dsn, "SELECT word, count(*)::int AS count FROM written WHERE word LIKE 'fallen %' GROUP BY word");
    const counts = new Map(rows.map((row) => [row["word"], row["count"]]));
    for (const [word, told] of outcomes) expect([word, counts.get(word) ?? 0]).toEqual([word, told === word ? 1 : 0]);
    expect([...outcomes.values()].filter((told) => typeof told === "string" && told.startsWith("fallen")).length).toBeGreaterThan(50);
  }, 60_000);

  it("is waited for, by reads too, and refused when it stays away", async () => {
    const database = await open({ dsn });
    await database.write([insert("before the halt")]);
    await server.halt();
    const [read, write] = [database.read(find("before the halt")), database.write([insert("during the halt")])];
    await sleep(1000);
    await server.start();
    expect((await read).rows[0]?.[0]).toBe("before the halt");
    await write;
    await server.halt();
    const refused = { code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("Start the server") };
    await Promise.all([expect(database.read(find("x"))).rejects.toMatchObject(refused), expect(database.write([insert("refused")])).rejects.toMatchObject(refused)]);
    await expect(database.ping()).rejects.toMatchObject(refused);
    await server.start();
    await database.ping();
    expect([await countOf(dsn, "during the halt"), await countOf(dsn, "refused")]).toEqual([1, 0]);
  }, 60_000);
});

describe("a network", () => {
  it("that swallows everything lets nobody wait for ever", async () => {
    const database = await open({ dsn: path, queryTimeout: 300, connectTimeout: 300 });
    await database.ping();
    proxy.setFault({ blackhole: true });
    await expect(database.read(find("x"))).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
    proxy.setFault({});
    await database.write([insert("after the hole")]);
    expect(await countOf(dsn, "after the hole")).toBe(1);
  }, 60_000);

  it("that swallows a commit and stays away leaves open whether it was done, and the caller is told", async () => {
    const database = await open({ dsn: path, queryTimeout: 300, connectTimeout: 300 });
    const write = database.transact(async (run) => {
      await run(insert("in the hole"));
      proxy.setFault({ blackhole: true });
    }, () => false);
    await expect(write).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("Look whether it was done") });
  }, 60_000);

  it("that is slow only takes longer", async () => {
    const database = await open({ dsn: path });
    proxy.setFault({ latency: 20 });
    await Promise.all(Array.from({ length: 10 }, (_, at) => database.write([insert(`slow ${at}`)])));
    expect(await countOf(dsn, "slow 9")).toBe(1);
  });

  it("that cuts idle connections is not noticed", async () => {
    const database = await open({ dsn: path });
    await Promise.all(Array.from({ length: 10 }, () => database.read({ text: "SELECT pg_sleep(0.05)", values: [] })));
    proxy.cutAll();
    await sleep(50);
    expect((await database.read({ text: "SELECT 1", values: [] })).rows).toEqual([[1]]);
  });
});
