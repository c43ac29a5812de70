import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BlobStore } from "@specstar/runtime";
import { openMigrations, planBackend, type BackendConfig, type BackendPlan } from "@specstar/runtime/config";
import { checkBackend, type BackendReport } from "@specstar/runtime/maintenance";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemMigration } from "./system-migration.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-check-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string, type: "sqlite" | "disk" = "sqlite") => ({ type, options: { rootdir: join(folder, name) } });

describe("a back end that works", () => {
  const configs: [string, () => BackendConfig][] = [
    ["memory", () => ({ version: 1, meta: { type: "memory" } })],
    ["sqlite", () => ({ version: 1, meta: at("a") })],
    ["disk", () => ({ version: 1, meta: at("a", "disk") })],
    ["sqlite, with data and files elsewhere", () => ({ version: 1, meta: at("a"), resource: at("b"), blob: at("c", "disk") })],
  ];

  it.each(configs)("%s: every step works, and nothing is left behind", async (_title, config) => {
    await migrate(config());
    const report = await checkBackend(await planBackend(config()), { readMigrations: async () => [systemMigration] });
    expect(failuresOf(report)).toEqual([]);
    expect([report.works, report.isPending]).toEqual([true, false]);
    expect(report.parts.map(({ part, steps }) => [part, steps.every(({ state, milliseconds }) => state === "works" && milliseconds >= 0)])).toEqual([
      ["meta", true],
      ["resource", true],
      ["blob", true],
    ]);
    expect(await leftIn(config())).toEqual([]);
  });

  it("writes, reads back and deletes in each part", async () => {
    await migrate({ version: 1, meta: at("a") });
    const report = await checkBackend(await planBackend({ version: 1, meta: at("a") }));
    expect(report.parts.map(({ steps }) => steps.map(({ step }) => step))).toEqual([
      ["open", "ping", "migrations", "write", "read", "dry run", "delete", "search", "close"],
      ["open", "ping", "migrations", "write", "read", "delete", "look again", "close"],
      ["open", "ping", "write", "claim", "read", "read a range", "delete", "look again", "close"],
    ]);
  });
});

describe("before the migrations are applied", () => {
  it("says so, and tries the rest", async () => {
    const report = await checkBackend(await planBackend({ version: 1, meta: at("a", "disk") }), { readMigrations: async () => [systemMigration] });
    expect([report.works, report.isPending]).toEqual([true, true]);
    expect(noteOf(report, "meta", "migrations")).toBe("1 of 1 wait: run `specstar migrate up`");
    expect(statesOf(report, "meta")).toEqual({ open: "works", ping: "works", migrations: "waits", write: "waits", read: "waits", "dry run": "waits", delete: "waits", search: "waits", close: "works" });
    expect(new Set(Object.values(statesOf(report, "resource")))).toEqual(new Set(["works"]));
  });

  it.each([
    ["the project has none", async () => [], "the project has none for sqlite: run `specstar generate`"],
    ["they are not known", undefined, "none is applied: run `specstar migrate up`"],
  ])("says so when %s", async (_title, readMigrations, note) => {
    const report = await checkBackend(await planBackend({ version: 1, meta: at("a") }), readMigrations === undefined ? {} : { readMigrations });
    expect(noteOf(report, "meta", "migrations")).toBe(note);
  });

  it("takes a migration that was edited afterwards for a failure", async () => {
    await migrate({ version: 1, meta: at("a") });
    const edited = { ...systemMigration, checksum: "sha256:1" };
    const report = await checkBackend(await planBackend({ version: 1, meta: at("a") }), { readMigrations: async () => [edited] });
    expect(report.works).toBe(false);
    expect(noteOf(report, "meta", "migrations")).toContain("was changed after it was applied");
  });
});

describe("a back end that does not work", () => {
  it("tells of each part by itself", async () => {
    await writeFile(join(folder, "in-the-way"), "");
    const report = await checkBackend(await planBackend({ version: 1, meta: at("in-the-way"), resource: at("b", "disk"), blob: at("c", "disk") }));
    expect(report.works).toBe(false);
    expect(statesOf(report, "meta")).toEqual({ open: "fails" });
    expect(noteOf(report, "meta", "open")).toContain("can't be opened");
    expect(new Set(Object.values({ ...statesOf(report, "resource"), ...statesOf(report, "blob") }))).toEqual(new Set(["works"]));
  });

  it("leaves out what comes after a failure, but clears up", async () => {
    const plan = await planBackend({ version: 1, meta: { type: "memory" } });
    const done: string[] = [];
    const report = await checkBackend(withBlobs(plan, { claim: async () => undefined, delete: async () => done.push("delete") > 0 }));
    expect(statesOf(report, "blob")).toEqual({ open: "works", ping: "works", write: "works", claim: "fails", read: "left out", "read a range": "left out", delete: "works", "look again": "left out", close: "works" });
    expect(done).toEqual(["delete"]);
  });

  it("notices bytes that come back as others", async () => {
    const plan = await planBackend({ version: 1, meta: { type: "memory" } });
    expect(noteOf(await checkBackend(withBlobs(plan, { read: async () => zeros() })), "blob", "read")).toBe("other bytes come back than were written");
  });

  it("writes nothing where only one process may", async () => {
    const plan = await planBackend({ version: 1, meta: { type: "memory" } });
    const report = await checkBackend({ ...plan, meta: { ...plan.meta, open: () => plan.meta.open(), hasOneWriter: true } });
    expect(statesOf(report, "meta")).toEqual({ open: "works", ping: "works", search: "works", write: "left out", close: "works" });
  });

  it("hides passwords in what a driver says", async () => {
    const plan = await planBackend({ version: 1, meta: { type: "postgres", options: { dsn: "postgresql://app:geheim@127.0.0.1/shop" } } });
    const report = await checkBackend({ ...plan, resource: { ...plan.resource, open: refuse }, meta: { ...plan.meta, open: refuse } });
    expect(noteOf(report, "meta", "open")).toBe("*** is wrong; Error");
    expect(JSON.stringify(report)).not.toContain("geheim");
  });
});

async function* zeros(): AsyncIterable<Uint8Array> {
  yield new Uint8Array(4096);
}

function refuse(): Promise<never> {
  return Promise.reject(new AggregateError([new Error("geheim is wrong"), new Error("")]));
}

async function migrate(config: BackendConfig): Promise<void> {
  const { target, close } = await openMigrations(config);
  await target?.apply(systemMigration);
  await close();
}

/** What the probes have left: envelopes and blobs. */
async function leftIn(config: BackendConfig): Promise<string[]> {
  const { resource, blob } = await planBackend(config);
  const [revisions, blobs] = [await resource.open(), await blob.open()];
  const left: string[] = [];
  for await (const { uid } of revisions.store.list()) left.push(uid);
  for await (const { fileId } of blobs.store.list()) left.push(fileId);
  await revisions.close();
  await blobs.close();
  return left;
}

function withBlobs(plan: BackendPlan, other: Partial<BlobStore>): BackendPlan {
  const open = async () => {
    const { store, close } = await plan.blob.open();
    const same: BlobStore = {
      isDurable: store.isDurable,
      put: (bytes) => store.put(bytes),
      claim: (fileId) => store.claim(fileId),
      read: (fileId, range) => store.read(fileId, range),
      stat: (fileId) => store.stat(fileId),
      list: () => store.list(),
      delete: (fileId, unusedSince) => store.delete(fileId, unusedSince),
      ping: () => store.ping(),
    };
    return { store: { ...same, ...other }, close };
  };
  return { ...plan, blob: { ...plan.blob, open } };
}

function stepsOf({ parts }: BackendReport, name: string) {
  return parts.find(({ part }) => part === name)?.steps ?? [];
}

function statesOf(report: BackendReport, name: string): Record<string, string> {
  return Object.fromEntries(stepsOf(report, name).map(({ step, state }) => [step, state]));
}

function noteOf(report: BackendReport, name: string, step: string): string | null | undefined {
  return stepsOf(report, name).find((found) => found.step === step)?.note;
}

function failuresOf({ parts }: BackendReport) {
  return parts.flatMap(({ part, steps }) => steps.filter(({ state }) => state !== "works").map(({ step, note }) => `${part} ${step}: ${note}`));
}
