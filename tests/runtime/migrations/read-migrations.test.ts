import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMigrations } from "@specstar/runtime/migrations";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-migrations-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it("reads the migrations of one dialect in the order of their ids", async () => {
  await add("20260102000000_b", "SELECT 2;\n");
  await add("20260101000000_c", "SELECT 1;\n");
  await add("20260102000000_a_1", "SELECT 3;\n");
  await add("20260101000000_other", "SELECT 4;\n", "postgres");
  const migrations = await readMigrations(folder, "sqlite");
  expect(migrations.map(({ id, sql }) => [id, sql])).toEqual([
    ["20260101000000_c", "SELECT 1;\n"],
    ["20260102000000_a_1", "SELECT 3;\n"],
    ["20260102000000_b", "SELECT 2;\n"],
  ]);
});

it("has the same checksum whatever the line ends", async () => {
  await add("20260101000000_unix", "SELECT 1;\nSELECT 2;\n");
  await add("20260102000000_windows", "SELECT 1;\r\nSELECT 2;\r\n");
  const [unix, windows] = await readMigrations(folder, "sqlite");
  // printf 'SELECT 1;\nSELECT 2;\n' | sha256sum
  expect(unix?.checksum).toBe("sha256:82efb67f3010c6eb7ead02e4f6d9550633dbc1407f99aa487468e7b2567aebbc");
  expect(windows).toEqual({ ...unix, id: "20260102000000_windows" });
});

it("finds none where there is no folder yet", async () => {
  expect(await readMigrations(folder, "sqlite")).toEqual([]);
  expect(await readMigrations(join(folder, "nowhere"), "sqlite")).toEqual([]);
});

it("passes over files, links and hidden folders", async () => {
  await add("20260101000000_a", "SELECT 1;");
  await writeFile(join(folder, "sqlite/20260102000000_file"), "");
  await writeFile(join(folder, "sqlite/README.md"), "");
  await mkdir(join(folder, "sqlite/.cache"));
  await symlink(join(folder, "sqlite/20260101000000_a"), join(folder, "sqlite/20260103000000_link"));
  expect((await readMigrations(folder, "sqlite")).map(({ id }) => id)).toEqual(["20260101000000_a"]);
});

it("refuses a folder with another name rather than lose a migration", async () => {
  await add("20260101000000_a", "SELECT 1;");
  await add("2026_create", "SELECT 1;");
  await add("20260101000000_A", "SELECT 1;");
  await expect(readMigrations(folder, "sqlite")).rejects.toMatchObject({
    code: "CONFIG_INVALID",
    problems: [{ path: expect.stringMatching(/^(2026_create|20260101000000_A)$/) }, { path: expect.stringMatching(/^(2026_create|20260101000000_A)$/) }],
  });
});

it("refuses a migration without its file, or with a link for one", async () => {
  await mkdir(join(folder, "sqlite/20260101000000_a"), { recursive: true });
  await expect(readMigrations(folder, "sqlite")).rejects.toMatchObject({ code: "CONFIG_INVALID", problems: [{ path: "20260101000000_a/migration.sql" }] });
  await writeFile(join(folder, "elsewhere.sql"), "SELECT 1;");
  await symlink(join(folder, "elsewhere.sql"), join(folder, "sqlite/20260101000000_a/migration.sql"));
  await expect(readMigrations(folder, "sqlite")).rejects.toMatchObject({ code: "CONFIG_INVALID" });
});

describe("what the generator has written", () => {
  it("says what it follows, what it risks and how it is taken back", async () => {
    await add("20260101000000_a", signed("none"));
    await add("20260102000000_b", signed("20260101000000_a", "may fail"));
    await writeFile(join(folder, "sqlite/20260102000000_b/down.sql"), signed("20260101000000_a", "loses data").replaceAll("\n", "\r\n"));
    expect(await readMigrations(folder, "sqlite")).toMatchObject([
      { parent: null, down: null, risks: [] },
      { parent: "20260101000000_a", risks: ["may fail"], downRisks: ["loses data"], down: signed("20260101000000_a", "loses data") },
    ]);
  });

  it("is refused when it was edited, either way", async () => {
    await add("20260101000000_a", `${signed("none")}SELECT 2;\n`);
    await expect(readMigrations(folder, "sqlite")).rejects.toMatchObject({ code: "MIGRATION_CHANGED", problems: [{ path: "20260101000000_a/migration.sql" }] });
    await add("20260101000000_a", signed("none"));
    await writeFile(join(folder, "sqlite/20260101000000_a/down.sql"), signed("none").replace("1;", "2;"));
    await expect(readMigrations(folder, "sqlite")).rejects.toMatchObject({ problems: [{ path: "20260101000000_a/down.sql" }] });
  });

  it("is refused when what it follows is not there, or two follow the same", async () => {
    await add("20260101000000_a", signed("none"));
    await add("20260103000000_c", signed("20260102000000_b"));
    await expect(readMigrations(folder, "sqlite")).rejects.toMatchObject({ code: "MIGRATION_CHANGED", message: expect.stringContaining("follows 20260102000000_b, which is not there") });
    await add("20260102000000_b", signed("20260101000000_a"));
    await expect(readMigrations(folder, "sqlite")).resolves.toHaveLength(3);
    await add("20260104000000_d", signed("20260101000000_a"));
    await expect(readMigrations(folder, "sqlite")).rejects.toMatchObject({ message: expect.stringContaining("20260102000000_b and 20260104000000_d") });
  });
});

/** A text as it is written, with the hash of itself in its header. */
function signed(parent: string, ...risks: readonly string[]): string {
  const header = ["Written.", `parent: ${parent}`, ...risks.map((risk) => `needs consent: ${risk}`)].map((line) => `-- ${line}`).join("\n");
  const hash = createHash("sha256").update(`${header}\n\nSELECT 1;\n`).digest("hex");
  return `${header}\n-- checksum: sha256:${hash}\n\nSELECT 1;\n`;
}

async function add(id: string, sql: string, dialect = "sqlite"): Promise<void> {
  await mkdir(join(folder, dialect, id), { recursive: true });
  await writeFile(join(folder, dialect, id, "migration.sql"), sql);
}
