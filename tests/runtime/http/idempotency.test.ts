import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { memoryStorage } from "@specstar/runtime";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { sweepNowAndThen } from "../../../runtime/http/idempotency/sweep.js";
import { openapiFile, type Answer } from "./issue-server.js";
import { newDatabase, startWrites, STORES, type WriteServer } from "./write-server.js";

let keys = 0;
const newKey = (): Record<string, string> => ({ "Idempotency-Key": `key-${keys++}` });
const isReplay = ({ headers }: Answer) => headers.get("idempotency-replayed") === "true";

describe.each(Object.entries(STORES))("Idempotency-Key on %s", (_name, openStorage) => {
  let server: WriteServer;
  beforeAll(async () => {
    server = await startWrites(await openStorage(), { actor: (req) => req.get("x-user") ?? "anonymous" });
  });

  const count = async () => (await server.send("GET", "/count?includeDeleted=true")).body.count;
  const revisionsOf = async (id: string) => (await server.send("GET", `/${id}`)).body.meta.totalRevisionCount;

  it("gives the first answer again, under the request id of the new request", async () => {
    const key = newKey();
    const first = await server.send("POST", "?reason=r", { title: "Once" }, key);
    const before = await count();
    const second = await server.send("POST", "?reason=r", { title: "Once" }, { ...key, "X-Request-Id": "second" });
    expect([first.status, second.status, second.body, isReplay(first), isReplay(second)]).toEqual([201, 201, first.body, false, true]);
    for (const name of ["etag", "location", "last-modified", "content-type", "content-length", "cache-control"]) {
      expect(second.headers.get(name), name).toBe(first.headers.get(name));
    }
    expect(second.headers.get("x-request-id")).toBe("second");
    expect(await count()).toBe(before);
  });

  it("holds for every POST and PATCH, and for nothing else", async () => {
    const id = await server.make({}, "?status=draft");
    const merge = { "Content-Type": "application/merge-patch+json" };
    for (const [method, path, body, headers] of [
      ["PATCH", `/${id}`, { title: "Patched" }, merge],
      ["POST", `/${id}/publish`, undefined, {}],
      ["POST", `/${id}/revert/1`, undefined, {}],
      ["POST", `/${id}/switch/1`, undefined, {}],
      ["POST", `/${id}/restore`, undefined, {}],
      ["POST", `/${id}/purge`, undefined, {}],
    ] as const) {
      const key = { ...headers, ...newKey() };
      const answers = [await server.send(method, path, body, key), await server.send(method, path, body, key)];
      expect(answers.map(isReplay), path).toEqual([false, true]);
      expect(answers[1]?.status, path).toBe(answers[0]?.status);
      expect(answers[1]?.body, path).toEqual(answers[0]?.body);
    }
    const other = await server.make();
    const key = newKey();
    await server.send("PUT", `/${other}`, { title: "a" }, key);
    expect(isReplay(await server.send("PUT", `/${other}`, { title: "b" }, key))).toBe(false);
  });

  it("keeps refusals, and answers to what wrote nothing", async () => {
    const [key, trial] = [newKey(), newKey()];
    const refused = [await server.send("POST", "", { title: 1 }, key), await server.send("POST", "", { title: 1 }, key)];
    expect(refused.map(isReplay)).toEqual([false, true]);
    expect(refused[1]?.headers.get("content-type")).toBe("application/problem+json");
    expect(refused[1]?.body).toEqual(refused[0]?.body);
    await server.send("POST", "?validateOnly=true", { title: "x" }, trial);
    const again = await server.send("POST", "?validateOnly=true", { title: "x" }, trial);
    expect([isReplay(again), again.body]).toEqual([true, { valid: true }]);
  });

  it("refuses another request under the same key", async () => {
    const id = await server.make();
    const key = newKey();
    const first = { title: "Once", description: "1" };
    expect((await server.send("POST", "", first, key)).status).toBe(201);
    for (const [query, body, headers] of [
      ["", { title: "Other" }, {}],
      ["?status=draft", first, {}],
      ["", first, { "X-Change-Reason": "why" }],
      ["", first, { "If-Match": '"x"' }],
      ["", first, { "Content-Type": "application/issue+json" }],
    ] as const) {
      const { status, body: problem } = await server.send("POST", query, body, { ...headers, ...key });
      expect([status, problem.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    }
    expect((await server.send("POST", `/${id}/restore`, undefined, key)).status).toBe(200);
    expect(isReplay(await server.send("POST", "", first, { ...key, "X-User": "ada" }))).toBe(false);
  });

  it.each(["a b", "a".repeat(256), "", "\u00e9"])("refuses the key %j", async (key) => {
    const { status, body } = await server.send("POST", "", { title: "x" }, { "Idempotency-Key": key });
    expect([status, body.code]).toEqual([400, "INVALID_QUERY"]);
  });

  it("makes one resource of twenty requests at once", async () => {
    const key = newKey();
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.send("POST", "", { title: "Twenty" }, key)));
    expect(await count()).toBe(before + 1);
    const first = answers.find(({ status }) => status === 201);
    for (const answer of answers) {
      if (answer.status === 201) expect(answer.body).toEqual(first?.body);
      else expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([409, "IDEMPOTENCY_KEY_IN_USE", "1"]);
    }
  });

  it("lets go of the key when the server fails", async () => {
    const id = await server.make();
    const key = newKey();
    const { commit } = server.storage.meta;
    server.storage.meta.commit = () => Promise.reject(new Error("The disk is full."));
    const failed = await server.send("POST", `/${id}/publish?reason=x`, undefined, key);
    const failedUpdate = await server.send("PATCH", `/${id}`, { title: "x" }, { ...key, "Content-Type": "application/merge-patch+json" });
    server.storage.meta.commit = commit;
    expect([failed.status, failedUpdate.status]).toEqual([200, 500]);
    const retried = await server.send("PATCH", `/${id}`, { title: "x" }, { ...key, "Content-Type": "application/merge-patch+json" });
    expect([retried.status, isReplay(retried), await revisionsOf(id)]).toEqual([200, false, 2]);
  });
});

it("sweeps what has expired once in a thousand requests with a key", () => {
  const { receipts } = memoryStorage().meta;
  const sweep = vi.spyOn(receipts, "sweep");
  for (let i = 0; i < 2500; i++) sweepNowAndThen(receipts);
  expect(sweep).toHaveBeenCalledTimes(2);
});

it("gives the first answer to a client whose server died after the commit", async () => {
  const folder = await newDatabase();
  const request = { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": "once" }, body: '{"title":"Once"}' };
  await expect(fetch(`${await startCrashing(folder)}/issues`, request)).rejects.toThrow("fetch failed");

  const server = await startWrites(sqliteStorage(folder));
  const { items } = (await server.send("GET", "")).body;
  const retried = await server.send("POST", "", { title: "Once" }, { "Idempotency-Key": "once" });
  expect(items).toHaveLength(1);
  expect([retried.status, isReplay(retried), retried.body]).toEqual([201, true, items[0].revision]);
  expect((await server.send("GET", "/count")).body.count).toBe(1);
});

async function startCrashing(folder: string): Promise<string> {
  const script = fileURLToPath(new URL("crashing-server.ts", import.meta.url));
  const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("../../tsconfig.json", import.meta.url)) };
  const server = spawn(process.execPath, ["--import", "tsx", script, folder, openapiFile()], { env, stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await once(createInterface(server.stdout), "line");
  return String(url);
}
