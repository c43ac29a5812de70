import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { newDatabase } from "../services/postgres-server.js";
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

/** As if it had been written by hand. */
async function withoutHeader(path: string): Promise<void> {
  await writeFile(path, (await readFile(path, "utf8")).replaceAll(/^-- (parent|checksum): .*\n/gm, ""));
}

/** What an edit of the model means for a project whose database has data. */
async function edit(root: string, from: string, to: string): Promise<void> {
  const path = join(root, "models/issue.ts");
  const model = await readFile(path, "utf8");
  if (!model.includes(from)) throw new Error(`The model has no ${from}.`);
  await writeFile(path, model.replaceAll(from, to));
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
  const edited = { code: 2, stdout: "", stderr: expect.stringMatching(/^error MIGRATION_CHANGED: .*migration\.sql was edited/) };
  expect(await specstar("migrate", "status")).toMatchObject(edited);
  expect(await specstar("migrate", "up")).toMatchObject(edited);
  expect(await specstar("generate")).toMatchObject({ code: 2, stderr: expect.stringContaining("was edited: its text no longer has its checksum") });
  await withoutHeader(await migrationOf(root));
  expect(await specstar("migrate", "status")).toMatchObject({ code: 2, stdout: expect.stringMatching(/^changed \d{14}_create_issue\n$/) });
});

it("says which migration failed and why, and applies nothing of it", async () => {
  const { root, specstar } = await createProject();
  await withoutHeader(await migrationOf(root));
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

it("shows what comes next, and what the database lacks, and writes nothing", async () => {
  const { root, specstar } = await createProject();
  await edit(root, "assignee: (string & Index)", "assignee: string");
  const plan = await specstar("migrate", "plan", "--dialect", "sqlite");
  expect(plan).toMatchObject({ code: 0, stdout: expect.stringMatching(/^migrations\/sqlite\/\d{14}_change_issue\/migration\.sql\n[^]*DROP COLUMN data_assignee;[^]*\npending \d{14}_create_issue\n$/) });
  expect(plan.stdout).not.toContain("postgres");
  expect(JSON.parse((await specstar("migrate", "plan", "--json")).stdout)).toMatchObject({
    next: [{ path: expect.stringContaining("sqlite") }, { path: expect.stringContaining("postgres") }],
    database: { dialect: "sqlite", pending: [expect.stringContaining("create_issue")] },
  });
  expect(await readdir(join(root, "migrations/sqlite"))).toHaveLength(1);
});

it("takes the newest migration back, with consent where something is lost, and applies it again", async () => {
  const { root, specstar } = await createProject();
  await specstar("migrate", "up");
  await edit(root, "assignee: (string & Index)", "assignee: string");
  await specstar("generate");
  await specstar("migrate", "up");
  expect(await specstar("migrate", "down")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^reverted \d{14}_change_issue\n$/) });
  const refused = await specstar("migrate", "down");
  expect(refused).toMatchObject({ code: 6, stdout: "", stderr: expect.stringMatching(/drops the tables issue and issue_revision with every Issue in them\n[^]*migrate down --allow-destructive/) });
  expect(await specstar("migrate", "down", "--allow-destructive")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^reverted \d{14}_create_issue\n$/) });
  expect((await specstar("migrate", "up")).stdout.match(/^applied/gm)).toHaveLength(2);
});

it("asks who sits at a terminal, and ends with 3 when the answer is no", async () => {
  const { root, specstar } = await createProject();
  await specstar("migrate", "up");
  const answer = (text: string) => tryRun("sh", ["-c", `echo ${text} | script -qec "${join(root, "node_modules/.bin/specstar")} migrate down" /dev/null`], root);
  expect(await answer("no")).toMatchObject({ code: 3, stdout: expect.stringMatching(/drops the tables issue[^]*Type `yes`[^]*Nothing was done\./) });
  expect((await specstar("migrate", "status")).stdout).toMatch(/^applied /);
  expect(await answer("yes")).toMatchObject({ code: 0, stdout: expect.stringMatching(/reverted \d{14}_create_issue/) });
});

it("asks for consent before an index that may fail, unless the database is new", async () => {
  const { root, specstar } = await createProject();
  await specstar("migrate", "up");
  await edit(root, "assignee: (string & Index)", "assignee: (string & Unique)");
  await edit(root, "type Index", "type Index, type Unique");
  expect(await specstar("generate")).toMatchObject({ code: 0 });
  expect(await specstar("migrate", "up")).toMatchObject({ code: 6, stdout: "", stderr: expect.stringContaining("fails while resources of Issue share a value that issue_unique_data_assignee wants unique") });
  expect(await specstar("migrate", "up", "--allow-destructive")).toMatchObject({ code: 0 });
  await rm(join(root, "data"), { recursive: true });
  expect(await specstar("migrate", "up")).toMatchObject({ code: 0 });
});

it("migrates a PostgreSQL database, up and down", async () => {
  const { root, specstar } = await createProject();
  const connection = { type: "postgres", options: { dsn: await newDatabase() } };
  await writeFile(join(root, "postgres.json"), JSON.stringify({ version: 1, meta: connection, resource: connection }));
  const migrate = (...args: readonly string[]) => specstar("migrate", ...args, "--config", "postgres.json");
  expect(await migrate("up", "--dialect", "sqlite")).toMatchObject({ code: 2, stderr: expect.stringContaining("describes a database of postgres, not of sqlite") });
  expect(await migrate("up")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^applied \d{14}_create_issue\n$/) });
  expect(JSON.parse((await migrate("status", "--json")).stdout)).toMatchObject({ dialect: "postgres", pending: [], applied: [expect.stringContaining("create_issue")] });
  expect(await migrate("down", "--allow-destructive")).toMatchObject({ code: 0 });
  expect((await migrate("status")).stdout).toMatch(/^pending /);
});
