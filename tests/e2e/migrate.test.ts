import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { tryRun, type Output } from "./run.js";

const packed = inject("packed");

interface Project {
  readonly root: string;
  specstar(...args: readonly string[]): Promise<Output>;
}

/** A generated project with one model that uses the installed packages. */
async function createProject(): Promise<Project> {
  const root = await mkdtemp(join(tmpdir(), "specstar-migrate-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await symlink(join(packed.installed, "node_modules"), join(root, "node_modules"));
  const specstar = (...args: readonly string[]) => tryRun(join(root, "node_modules/.bin/specstar"), args, root);
  await specstar("init");
  await specstar("generate");
  return { root, specstar };
}

async function migrationOf(root: string): Promise<string> {
  const [id = ""] = await readdir(join(root, "migrations/sqlite"));
  return join(root, "migrations/sqlite", id, "migration.sql");
}

it("says that there is no backend.json", async () => {
  const { root, specstar } = await createProject();
  await rm(join(root, "backend.json"));
  const { code, stderr } = await specstar("migrate", "status");
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^error: there is no backend\.json in .*\n {2}= help: run `specstar init`/),
  });
});

it("names what is wrong in backend.json", async () => {
  const { root, specstar } = await createProject();
  const path = join(root, "backend.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"use": "local"', '"use": "lokal"'));
  const { code, stderr } = await specstar("migrate", "up");
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^error CONFIG_INVALID: .*\n.*\/meta\/use/) });
});

it("names the package to install when the runtime or the driver is missing", async () => {
  const { root } = await createProject();
  const script = join(packed.installed, "node_modules/specstar/bin/specstar.js");
  const elsewhere = () => tryRun(process.execPath, [script, "migrate", "up"], root);
  await rm(join(root, "node_modules"));
  expect(await elsewhere()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("error: @specstar/runtime isn't installed in"),
  });

  await mkdir(join(root, "node_modules"));
  for (const name of ["@specstar", "zod"])
    await cp(join(packed.installed, "node_modules", name), join(root, "node_modules", name), { recursive: true });
  expect(await elsewhere()).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error CONFIG_INVALID: .*npm install better-sqlite3/),
  });
});

it("refuses a migration that was changed after it was applied", async () => {
  const { root, specstar } = await createProject();
  expect((await specstar("migrate", "up")).code).toBe(0);
  await appendFile(await migrationOf(root), "-- one more thing\n");
  expect(await specstar("migrate", "status")).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^changed \d{14}_create_issue\n$/),
  });
  expect(await specstar("migrate", "up")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("MIGRATION_CHANGED"),
  });
});

it("says which migration failed and why, and applies nothing of it", async () => {
  const { root, specstar } = await createProject();
  await appendFile(await migrationOf(root), "CREATE NONSENSE;\n");
  const { code, stdout, stderr } = await specstar("migrate", "up");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: the migration \d{14}_create_issue failed: near "NONSENSE": syntax error\n/);
  expect(stderr).not.toContain("    at ");
  expect((await specstar("migrate", "status")).stdout).toMatch(/^pending /);
});

it("has nothing to do for a back end without a database", async () => {
  const { root, specstar } = await createProject();
  const backend = { version: 1, connections: { here: { type: "memory" } }, meta: { use: "here" }, resource: { use: "here" } };
  await writeFile(join(root, "backend.json"), JSON.stringify(backend));
  expect(await specstar("migrate", "up")).toMatchObject({ code: 0, stdout: "", stderr: "This back end needs no migrations.\n" });
});

it("goes on from where a second model was added", async () => {
  const { root, specstar } = await createProject();
  await specstar("migrate", "up");
  const model = await readFile(join(root, "models/issue.ts"), "utf8");
  await writeFile(join(root, "models/tag.ts"), model.replaceAll("Issue", "Tag"));
  await specstar("generate");
  expect((await specstar("migrate")).stdout).toMatch(/^applied \d{14}_create_issue\npending \d{14}_create_tag\n$/);
  expect((await specstar("migrate", "up")).stdout).toMatch(/^applied \d{14}_create_tag\n$/);
});
