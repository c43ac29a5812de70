import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { fixtures } from "../../fixture-samples.js";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar } from "./test-world.js";

const sources = fileURLToPath(new URL("../../../runtime/", import.meta.url));

/** A project whose runtime is this one, straight from its sources. */
function createProject(backend: object): TempProject {
  const folder = tempProject();
  const entries = { config: "config/index.ts", maintenance: "maintenance/index.ts", migrations: "migrations/index.ts" };
  const exports = Object.fromEntries(Object.keys(entries).map((name) => [`./${name}`, `./${name}.ts`]));
  folder.write("package.json", JSON.stringify({ name: "@specstar/runtime", type: "module", exports }));
  for (const [name, path] of Object.entries(entries)) folder.write(`${name}.ts`, `export * from ${JSON.stringify(join(sources, path))};\n`);
  folder.write("backend.json", JSON.stringify({ version: 1, ...backend }));
  cpSync(join(fixtures, "account/expected/migrations"), join(folder.root, "migrations"), { recursive: true });
  return folder;
}

const sqlite = { meta: { type: "sqlite", options: { rootdir: "data" } } };

it("tries every part, and waits for the migrations", async () => {
  const { root } = createProject(sqlite);
  const { exitCode, stdout, stderr } = await specstar(root, "backend", "check");
  expect([exitCode, stderr]).toEqual([0, "What could be tried works. The rest waits for the migrations.\n"]);
  expect(stdout).toContain(`meta: SQLite in ${join(root, "data")}\n`);
  expect(stdout).toMatch(/^ {2}works {4}open +\d+\.\d ms$/m);
  expect(stdout).toMatch(/^ {2}waits {4}migrations +1 of 1 wait: run `specstar migrate up`$/m);
});

it("says that all works, and nothing more than the result as JSON", async () => {
  const { root } = createProject(sqlite);
  expect((await specstar(root, "migrate", "up")).exitCode).toBe(0);
  const { exitCode, stdout, stderr } = await specstar(root, "backend", "check", "--json");
  expect([exitCode, stderr]).toEqual([0, "The back end works.\n"]);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ works: true, isPending: false, parts: [{ part: "meta", isDurable: true }, { part: "resource" }, { part: "blob" }] });
  expect(report.parts[1].steps.map(({ step }: { step: string }) => step)).toEqual(["open", "ping", "migrations", "write", "read", "delete", "look again", "close"]);
});

it("names the part that doesn't work and why, without a password", async () => {
  const dsn = "postgresql://app:geheim@127.0.0.1:1/shop";
  const { root } = createProject({ meta: { type: "postgres", options: { dsn } }, resource: { type: "disk", options: { rootdir: "data" } } });
  const { exitCode, stdout, stderr } = await specstar(root, "backend", "check");
  expect([exitCode, stderr]).toEqual([2, "The back end does not work: meta.\n"]);
  expect(stdout).toMatch(/^meta: PostgreSQL database shop at 127\.0\.0\.1:1\n {2}fails {4}open .*\nresource: files in /m);
  expect(stdout + stderr).not.toContain("geheim");
});

it("tells of every mistake in the configuration", async () => {
  const { root } = createProject({ meta: { use: "mian" }, connections: { main: { type: "sqlite" } } });
  const { exitCode, stderr } = await specstar(root, "backend", "check");
  expect(exitCode).toBe(2);
  expect(stderr).toContain('/meta/use names no connection; allowed: "main"; did you mean "main"?');
  expect(stderr).toContain("/connections/main/options is missing");
});

it("needs to be told what to do", async () => {
  expect((await specstar(createProject(sqlite).root, "backend")).exitCode).toBe(2);
  expect((await specstar(createProject(sqlite).root, "backend", "chek")).exitCode).toBe(2);
});
