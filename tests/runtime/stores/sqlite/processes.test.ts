import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Query } from "@specstar/runtime";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { specimenIndex } from "@specstar/runtime/testing";
import Sqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { toPlainStore, type PlainStore } from "../../../../runtime/testing/plain-store.js";
import { commitAll, dataOf, specimen } from "../../../../runtime/testing/scripted-writes.js";
import { by, position, query } from "../../../../runtime/testing/searches.js";
import { newDatabase } from "./new-place.js";

it("numbers revisions without gap or repeat when two processes write to one resource", async () => {
  const folder = await newDatabase();
  const { meta: store, close } = sqliteStorage(folder);
  const meta = toPlainStore(store);
  await commitAll(meta, [specimen("shared")]);
  const writers = ["one", "two"].map((name) => startWriter(folder, "contend", name, "100"));
  for (const writer of writers) writer.go();
  expect(await Promise.all(writers.map(({ exit }) => exit))).toEqual([0, 0]);

  const revisions = await meta.listRevisions(specimenIndex, "specimen:shared", { before: null, limit: 1000 });
  const ids = revisions.map(({ revisionId }) => revisionId);
  expect(ids).toEqual(Array.from({ length: 201 }, (_, at) => `specimen:shared:${201 - at}`));
  expect(revisions.map(({ parentRevisionId }) => parentRevisionId)).toEqual([...ids.slice(1), null]);
  const acknowledged = writers.flatMap((writer) => writer.acknowledged);
  expect(acknowledged.sort()).toEqual(ids.slice(0, -1).sort());
  expect(await meta.listChanges({ since: 0, limit: 1000 })).toHaveLength(201);
  await close();
});

// Starting twenty processes is what takes the time.
it("has every acknowledged write, whole, after a process was killed in mid-stream, twenty times over", async () => {
  const folder = await newDatabase();
  const writers = [startWriter(folder, "stream", "r0"), startWriter(folder, "stream", "r1")];
  for (let round = 0; round < 20; round++) {
    if (round + 2 < 20) writers.push(startWriter(folder, "stream", `r${round + 2}`));
    const writer = writers[round];
    if (writer === undefined) throw new Error("Every round has a writer.");
    writer.go();
    await writer.firstWrite;
    await sleep(Math.random() * 60);
    writer.child.kill("SIGKILL");
    expect(await writer.exit).toBeNull();
    await checkRound(folder, `r${round}-`, writer.acknowledged);
  }
  const db = new Sqlite(`${folder}/specstar.db`);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.prepare("SELECT count(*) FROM specstar_change").pluck().get()).toBe(db.prepare("SELECT count(*) FROM specimen_revision").pluck().get());
  db.close();
}, 120_000);

it("walks past what nobody touches once, page by page, while another process writes", async () => {
  const folder = await newDatabase();
  const storage = sqliteStorage(folder);
  const untouched = Array.from({ length: 300 }, (_, at) => specimen(`untouched-${at}`, { size: at % 7 === 0 ? null : at % 30, weight: at % 2 }));
  await commitAll(toPlainStore(storage.meta), untouched);
  const writer = startWriter(folder, "stream", "r0");
  writer.go();
  await writer.firstWrite;
  const found: string[] = [];
  const orderBy = by("-size", "weight");
  for (let after: Query["after"] = null, page = 0; page === 0 || after !== null; page++) {
    if (page === 100) writer.child.kill("SIGKILL");
    const items = await toPlainStore(storage.meta).search(specimenIndex, query({ orderBy, after, limit: 20 }), { payload: false });
    found.push(...items.map(({ meta }) => meta.resourceId));
    const last = items.at(-1);
    after = last === undefined ? null : position(last.meta, orderBy);
  }
  writer.child.kill("SIGKILL");
  await writer.exit;
  await storage.close();
  expect(found.length).toBeGreaterThan(untouched.length);
  expect(new Set(found).size).toBe(found.length);
  expect(found.filter((id) => id.startsWith("specimen:untouched-")).toSorted()).toEqual(untouched.map(({ meta }) => meta.resourceId).toSorted());
});

/** What one killed process left: all that it acknowledged, and nothing by halves. */
async function checkRound(folder: string, prefix: string, acknowledged: readonly string[]): Promise<void> {
  const { meta: store, close } = sqliteStorage(folder);
  const meta = toPlainStore(store);
  const found = new Set<string>();
  for (const { meta: resource, revision, payloadUid, data } of await meta.search(specimenIndex, namedLike(prefix), { payload: true })) {
    expect(data).toBe(dataOf(payloadUid));
    expect(revision.revisionId).toBe(resource.currentRevisionId);
    // Every third unit made two revisions at once.
    expect(resource.totalRevisionCount).toBe(isPair(resource.resourceId) ? 2 : 1);
    for (const { revisionId } of await listAll(meta, resource.resourceId, resource.totalRevisionCount)) found.add(revisionId);
  }
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  await close();
}

async function listAll(meta: PlainStore, resourceId: string, count: number) {
  const revisions = await meta.listRevisions(specimenIndex, resourceId, { before: null, limit: 10 });
  expect(revisions).toHaveLength(count);
  return revisions;
}

const isPair = (resourceId: string) => Number(resourceId.split("-").at(-1)) % 3 === 0;

function namedLike(prefix: string): Query {
  return {
    where: { kind: "match", field: "name", op: "startsWith", value: prefix },
    orderBy: [{ field: "resourceId", direction: "asc" }],
    after: null,
    limit: 1_000_000,
    offset: 0,
    includeDeleted: true,
  };
}

/** Starts `writer-process.ts`, which waits for `go`. `exit` resolves to its exit code, null when it was killed. */
function startWriter(folder: string, ...args: string[]) {
  const script = fileURLToPath(new URL("writer-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, folder, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const acknowledged: string[] = [];
  const lines = createInterface(child.stdout);
  lines.on("line", (line) => acknowledged.push(line));
  const firstWrite = once(lines, "line");
  // After `close` everything that the process wrote has been read.
  const exit = once(child, "close").then(([code]: unknown[]) => code);
  return { child, acknowledged, firstWrite, exit, go: () => child.stdin.write("go\n") };
}
