import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBackend, openMigrations, planBackend } from "@specstar/runtime/config";
import { checkBackend } from "@specstar/runtime/maintenance";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openManagers } from "../../../fixtures/life/expected/generated/index.js";
import { readBlocks } from "../../e2e/markdown-blocks.js";
import { fixtures } from "../../fixture-samples.js";
import { newDatabase } from "../../services/postgres-server.js";
import { newBucket } from "../../services/s3-server.js";

/** The back ends of docs/backends.md, each under its heading. */
const page = readFileSync(new URL("../../../docs/backends.md", import.meta.url), "utf8");
const rows = page
  .split(/^### /m)
  .slice(1)
  .map((section) => ({ title: section.slice(0, section.indexOf("\n")), json: readBlocks(section).find(({ language }) => language === "json")?.text ?? "" }));

const migrations = join(fixtures, "life/expected/migrations");
const apart = new Set(["Memory", "Disk", "S3", "PostgreSQL and S3", "PostgreSQL and disk", "PostgreSQL, disk and S3"]);
const filesInMemory = new Set(["Memory", "PostgreSQL", "PostgreSQL and disk"]);

const paper = { title: "First", tags: ["a"], pages: 3 };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-rows-"));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

it("the page has the eight rows", () => {
  expect(rows.map(({ title }) => title)).toEqual(["Memory", "SQLite", "Disk", "S3", "PostgreSQL", "PostgreSQL and S3", "PostgreSQL and disk", "PostgreSQL, disk and S3"]);
});

describe.each(rows)("$title, as docs/backends.md has it", ({ title, json }) => {
  let file: string;

  beforeAll(async () => {
    const bucket = await newBucket();
    const variables = {
      DATA_DIR: join(folder, title, "data"),
      POSTGRES_DSN: await newDatabase(),
      S3_BUCKET: bucket.bucket,
      S3_ENDPOINT_URL: bucket.endpoint,
      AWS_REGION: bucket.region,
      AWS_ACCESS_KEY_ID: bucket.accessKeyId,
      AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    file = join(folder, `${title}.json`);
    await writeFile(file, json);
  }, 120_000);

  it("waits for its migrations, and works once they are applied", async () => {
    const options = { readMigrations: (dialect: "sqlite" | "postgres") => readMigrations(migrations, dialect) };
    const before = await checkBackend(await planBackend(file), options);
    expect([before.works, before.isPending]).toEqual([true, title !== "Memory"]);
    const { target, close } = await openMigrations(file);
    if (target !== null) await applyPending(target, await readMigrations(migrations, target.dialect));
    await close();
    const after = await checkBackend(await planBackend(file), options);
    expect(after.parts.flatMap(({ steps }) => steps.filter(({ state }) => state === "fails" || state === "waits"))).toEqual([]);
  }, 60_000);

  it("keeps a resource with its history, and its file as the table says, and warns where the file is lost", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const storage = await openBackend(file);
    const { papers } = await openManagers(storage);
    const { resourceId } = await papers.create({ ...paper, scan: { data: btoa("scanned") } });
    const fileId = (await papers.get(resourceId)).data.scan?.fileId ?? "";
    expect((await storage.blobs.stat(fileId))?.size).toBe(7);
    await papers.update(resourceId, { ...paper, title: "Second" });
    expect(storage.meta.keepsPayloads).toBe(!apart.has(title));
    expect(storage.blobs.isDurable).toBe(!filesInMemory.has(title));
    const warned = warn.mock.calls.map(([message]) => String(message)).filter((message) => message.includes("files"));
    expect(warned).toHaveLength(title !== "Memory" && filesInMemory.has(title) ? 1 : 0);
    warn.mockRestore();
    await storage.close();
    if (title === "Memory") return;
    const again = await openBackend(file);
    const reopened = (await openManagers(again)).papers;
    expect((await reopened.get(resourceId)).data.title).toBe("Second");
    expect((await reopened.get(resourceId, { revisionId: 1 })).data).toMatchObject({ title: paper.title, scan: { fileId } });
    expect((await again.blobs.stat(fileId))?.size).toBe(filesInMemory.has(title) ? undefined : 7);
    await again.close();
  }, 60_000);
});
