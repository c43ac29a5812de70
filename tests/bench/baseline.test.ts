// The yardstick has to be straight: what the hand-written server promises, it does.
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../bench/baseline/app.js";
import { openDatabase } from "../../bench/baseline/issue-database.js";
import { openIssueStore } from "../../bench/baseline/issue-store.js";
import { compileList } from "../../bench/baseline/list-statement.js";
import { issueData } from "../../bench/dataset.js";

const folder = mkdtempSync(join(tmpdir(), "specstar-baseline-"));
const db = openDatabase(join(folder, "issues.db"));
let server: Server;
let base: string;

beforeAll(async () => {
  server = createApp(openIssueStore(db)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  db.close();
  rmSync(folder, { recursive: true });
});

async function ask(method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
  const headers = { "Content-Type": "application/json", "Cache-Control": "max-age=0", ...options.headers };
  const body = options.body === undefined ? null : JSON.stringify(options.body);
  const answer = await fetch(base + path, { method, headers, body });
  const text = await answer.text();
  return { status: answer.status, etag: answer.headers.get("etag"), location: answer.headers.get("location") ?? "", text };
}

async function create(i: number) {
  return (await ask("POST", "/issues", { body: issueData(i) })).location;
}

describe("the hand-written server", () => {
  it("makes every acknowledged write survive a power cut", () => {
    expect(db.pragma("synchronous", { simple: true })).toBe(2);
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
  });

  it("keeps a full snapshot of each revision", async () => {
    const path = await create(1);
    expect(await ask("PUT", path, { body: issueData(2) })).toMatchObject({ status: 200, etag: '"2"' });
    expect(await ask("DELETE", path)).toMatchObject({ status: 200, etag: '"3"' });
    const history = JSON.parse((await ask("GET", `${path}/revisions`)).text);
    expect(history.items.map((entry: { op: string }) => entry.op)).toEqual(["delete", "update", "create"]);
    expect(JSON.parse((await ask("GET", `${path}/revisions/1`)).text)).toEqual(issueData(1));
    expect(JSON.parse((await ask("GET", `${path}/revisions/3`)).text)).toEqual(issueData(2));
    expect(await ask("GET", path)).toMatchObject({ status: 410 });
    expect(await ask("PUT", path, { body: issueData(2) })).toMatchObject({ status: 410 });
  });

  it("honours preconditions", async () => {
    const path = await create(1);
    expect(await ask("GET", path, { headers: { "If-None-Match": '"1"' } })).toMatchObject({ status: 304, text: "" });
    expect(await ask("GET", path, { headers: { "If-None-Match": '"2"' } })).toMatchObject({ status: 200, etag: '"1"' });
    const headers = { "If-Match": '"1"' };
    expect(await ask("PUT", path, { body: issueData(2), headers })).toMatchObject({ status: 200 });
    expect(await ask("PUT", path, { body: issueData(3), headers })).toMatchObject({ status: 412 });
  });

  it("refuses what does not fit", async () => {
    expect(await ask("POST", "/issues", { body: { ...issueData(1), titel: "" } })).toMatchObject({ status: 422 });
    expect(await ask("POST", "/issues", { body: { title: 1 } })).toMatchObject({ status: 422 });
    expect(await ask("GET", "/issues?titel=1")).toMatchObject({ status: 400 });
    expect(await ask("GET", "/issues?cursor=x")).toMatchObject({ status: 400 });
    expect(await ask("GET", "/issues/none")).toMatchObject({ status: 404 });
  });

  it("pages through all that fits the filter, once each, in order", async () => {
    for (let i = 0; i < 30; i++) await create(i);
    const query = "/issues?status=open&sort=-updatedTime&limit=4";
    const items: { id: string; status: string; updatedTime: string }[] = [];
    for (let cursor = ""; ; ) {
      const page = JSON.parse((await ask("GET", `${query}${cursor}`)).text);
      items.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    const open = db.prepare("SELECT count(*) FROM issue WHERE status = 'open' AND NOT is_deleted").pluck().get();
    expect(new Set(items.map((item) => item.id)).size).toBe(open);
    expect(items.length).toBe(open);
    expect(items.every((item) => item.status === "open")).toBe(true);
    const times = items.map((item) => item.updatedTime);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it("never sorts what the measured list asks for", () => {
    const sql = compileList({ status: "open", sort: "-updatedTime", limit: 20 });
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ status: "open", limit: 20 });
    expect(plan).toMatchObject([{ detail: "SEARCH issue USING INDEX issue_status (status=?)" }]);
  });
});
