import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject, it, onTestFinished } from "vitest";
import { run, type Output } from "./run.js";

const packed = inject("packed");
const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const NOT_COPIED = /\/(?:node_modules|data|dist)$/;

/** A copy of an example, with the packages as they are published. */
async function copyOf(name: string): Promise<{ readonly root: string; readonly specstar: (...args: readonly string[]) => Promise<Output> }> {
  const root = await mkdtemp(join(tmpdir(), "specstar-example-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(join(examples, name), root, { recursive: true, filter: (path) => !NOT_COPIED.test(path) });
  await symlink(join(packed.installed, "node_modules"), join(root, "node_modules"));
  return { root, specstar: (...args) => run(join(root, "node_modules/.bin/specstar"), args, root) };
}

/** The text and the time of each file. */
async function snapshot(root: string): Promise<Record<string, unknown>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules")).map(({ parentPath, name }) => join(parentPath, name));
  const files = paths.map(async (path) => [path, { text: await readFile(path, "utf8"), mtimeMs: (await stat(path)).mtimeMs }]);
  return Object.fromEntries(await Promise.all(files));
}

it.each([
  ["custom-emitter", "generated/models.mmd", /^classDiagram\n {2}class Book \{\n[^]*Book --> Shelf : shelf\n/],
  ["ejected-template", "generated/note/note.manager.ts", /^\/\/ Owned by the platform team/m],
])("%s is generated with what it brings, compiles, and is left alone the second time", async (name, path, pattern) => {
  const { root, specstar } = await copyOf(name);
  expect((await specstar("generate")).stderr).not.toContain("warning");
  expect(await readFile(join(root, path), "utf8")).toMatch(pattern);
  const before = await snapshot(root);
  expect((await specstar("generate")).stdout).toBe("");
  expect((await specstar("generate", "--check")).stdout).toBe("");
  expect(await snapshot(root)).toEqual(before);
  await writeFile(join(root, "package.json"), '{ "type": "module" }\n');
  const flags = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2023", "--types", "node"];
  await run(join(root, "node_modules/.bin/tsc"), [...flags, join(root, "generated/index.ts"), join(root, "generated/client.ts")], root);
});

it.each([["issue-tracker", 2], ["jobs", 1]])("%s is committed as it is generated, compiles, and passes its own tests", async (name, tests) => {
  const { root, specstar } = await copyOf(name);
  expect((await specstar("generate", "--check")).stdout).toBe("");
  await run(join(root, "node_modules/.bin/tsc"), ["--noEmit"], root);
  expect((await run("npm", ["test"], root)).stdout).toMatch(new RegExp(`pass ${tests}\n. fail 0`));
});

const CREATE = `
  import { openBackend } from "@specstar/runtime/config";
  import { openManagers } from "./generated/index.js";
  const storage = await openBackend("backend.json");
  const { newsletters } = await openManagers(storage);
  for (const recipients of [["ada@example.com"], []]) await newsletters.create({ payload: { subject: "Hello", recipients } });
  await storage.close();
`;

it("jobs are run by specstar worker, which ends with 0 once it is told to", async () => {
  const { root, specstar } = await copyOf("jobs");
  await specstar("migrate", "up");
  await writeFile(join(root, "create.ts"), CREATE);
  await run(process.execPath, ["--import", "tsx", "create.ts"], root);
  const worker = spawn(join(root, "node_modules/.bin/specstar"), ["worker"], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void worker.kill("SIGKILL"));
  let said = "";
  worker.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  expect((await specstar("jobs", "drain")).stdout).toBe("nothing is left\n");
  expect(JSON.parse((await specstar("jobs", "list", "--json")).stdout)).toMatchObject([{ state: "failed" }, { state: "completed", result: { sent: 1 } }]);
  worker.kill("SIGTERM");
  expect(await once(worker, "close")).toEqual([0, null]);
  expect(said).toMatch(/^Running newsletter, 1 at a time of each; .*\nnewsletter:.* failed: .*\nStopping: /);
});
