import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startServer, type ServerProcess } from "./server-process.js";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "specstar-durability-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Answer {
  readonly status: number;
  readonly body: {
    readonly resourceId: string;
    readonly data?: { readonly title: string };
    readonly items: readonly ListedItem[];
    readonly nextCursor: string | null;
  };
}

/** A resource in a list, or a revision in a history. */
interface ListedItem {
  readonly revisionId: string;
  readonly data: { readonly title: string };
  readonly meta: { readonly resourceId: string; readonly currentRevisionId: string; readonly totalRevisionCount: number };
  readonly revision: { readonly revisionId: string };
}

async function send(url: string, method: string, body?: object): Promise<Answer> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(url, init);
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

describe("many writers to one resource", () => {
  async function putFrom(urls: readonly string[], id: string, count: number): Promise<number[]> {
    const statuses: number[] = [];
    const clients = Array.from({ length: 8 }, async (_, client) => {
      for (let n = 0; n < count / 8; n += 1) {
        const url = `${urls[client % urls.length]}/issues/${id}`;
        const { status } = await send(url, "PUT", { title: `client ${client}, write ${n}` });
        statuses.push(status);
      }
    });
    await Promise.all(clients);
    return statuses;
  }

  async function readNumbers(url: string, id: string): Promise<number[]> {
    const { body } = await send(`${url}/issues/${id}/revisions?limit=1000`, "GET");
    return body.items.map((item) => Number(item.revisionId.split(":").at(-1))).reverse();
  }

  const setups = [
    { processes: 1, store: "memory" },
    { processes: 1, store: "SQLite" },
    { processes: 2, store: "SQLite" },
  ];

  it.each(setups)("400 PUTs from 8 clients, $processes server(s) on $store: 400 revisions without gap or repeat", async ({ processes, store }) => {
    const folder = store === "memory" ? undefined : join(dataDir, `writers-${processes}`);
    const servers: ServerProcess[] = [];
    for (let n = 0; n < processes; n += 1) servers.push(await startServer(folder));
    const urls = servers.map(({ url }) => url);
    const { body } = await send(`${urls[0]}/issues`, "POST", { title: "contended" });
    const statuses = await putFrom(urls, body.resourceId, 400);
    expect(statuses).toEqual(Array.from({ length: 400 }, () => 200));
    expect(await readNumbers(String(urls[0]), body.resourceId)).toEqual(Array.from({ length: 401 }, (_, n) => n + 1));
    expect(await Promise.all(servers.map((server) => server.stop()))).toEqual(servers.map(() => 0));
  }, 120_000);
});

describe("kill -9 during a stream of creates and updates", () => {
  interface Acknowledged {
    readonly resourceId: string;
    readonly n: number;
    readonly title: string;
  }

  /** Writes until the server is gone, and keeps what was acknowledged. */
  async function stream(url: string, round: number, acknowledged: Acknowledged[]): Promise<void> {
    const writer = async (client: number) => {
      for (let n = 0; ; n += 1) {
        const title = `round ${round}, client ${client}, issue ${n}`;
        const created = await send(`${url}/issues`, "POST", { title });
        acknowledged.push({ resourceId: created.body.resourceId, n: 1, title });
        await send(`${url}/issues/${created.body.resourceId}`, "PUT", { title: `${title}, changed` });
        acknowledged.push({ resourceId: created.body.resourceId, n: 2, title: `${title}, changed` });
      }
    };
    await Promise.allSettled(Array.from({ length: 8 }, (_, client) => writer(client)));
  }

  async function verify(url: string, acknowledged: readonly Acknowledged[]): Promise<void> {
    for (const { resourceId, n, title } of acknowledged) {
      const { status, body } = await send(`${url}/issues/${resourceId}/revisions/${n}`, "GET");
      expect({ status, title: body.data?.title }).toEqual({ status: 200, title });
    }
  }

  /** Whatever is visible is whole: it can be read, and its history has no gap. */
  async function verifyVisible(url: string): Promise<number> {
    let cursor: string | null = "";
    let seen = 0;
    while (cursor !== null) {
      const page: Answer = await send(`${url}/issues?limit=1000${cursor === "" ? "" : `&cursor=${cursor}`}`, "GET");
      expect(page.status).toBe(200);
      for (const { data, meta, revision } of page.body.items) {
        expect(data.title).toMatch(/^round \d+, client \d+, issue \d+/);
        expect(revision.revisionId).toBe(meta.currentRevisionId);
        expect(meta.currentRevisionId).toBe(`${meta.resourceId}:${meta.totalRevisionCount}`);
        seen += 1;
      }
      cursor = page.body.nextCursor;
    }
    return seen;
  }

  it("20 times over: every acknowledged write is there, whole, and nothing half-written is visible", async () => {
    const folder = join(dataDir, "killed");
    const everything: Acknowledged[] = [];
    for (let round = 1; round <= 20; round += 1) {
      const server = await startServer(folder);
      const acknowledged: Acknowledged[] = [];
      const writing = stream(server.url, round, acknowledged);
      await vi.waitUntil(() => acknowledged.length > 0, { timeout: 10_000, interval: 5 });
      await sleep(Math.random() * 200);
      await server.kill();
      await writing;
      everything.push(...acknowledged);
      const restarted = await startServer(folder);
      await verify(restarted.url, acknowledged);
      await restarted.kill();
    }
    const last = await startServer(folder);
    await verify(last.url, everything);
    expect(await verifyVisible(last.url)).toBeGreaterThanOrEqual(everything.filter(({ n }) => n === 1).length);
    expect(await last.stop()).toBe(0);
  }, 300_000);
});
