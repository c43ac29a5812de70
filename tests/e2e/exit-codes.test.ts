import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { run, tryRun, type Output } from "./run.js";

const packed = inject("packed");

let home: string;
let origin: string;

// 3 and 6, which need a database with something to lose, are in migrate.test.ts.

/** A project as `init` makes it, generated and committed: what continuous integration clones. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "specstar-exit-"));
  origin = join(home, "origin");
  await run("git", ["init", "-q", "-b", "main", origin], home);
  await usePackages(origin);
  for (const command of ["init", "generate"]) await run(join(origin, "node_modules/.bin/specstar"), [command], origin);
  await git("add", ".");
  await git("commit", "-q", "-m", "a project");
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** A link is no folder, so that the project's own .gitignore doesn't leave it out. */
async function usePackages(folder: string): Promise<void> {
  await appendFile(join(folder, ".git/info/exclude"), "node_modules\n");
  await symlink(join(packed.installed, "node_modules"), join(folder, "node_modules"));
}

const IDENTITY = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];

async function git(...args: readonly string[]): Promise<string> {
  return (await run("git", [...IDENTITY, ...args], origin)).stdout;
}

interface Clone {
  readonly specstar: (...args: readonly string[]) => Promise<Output>;
  readonly edit: (from: string, to: string) => Promise<void>;
  readonly status: () => Promise<string>;
}

async function clone(name: string, options: readonly string[] = []): Promise<Clone> {
  const folder = join(home, name);
  await run("git", ["clone", "-q", ...options, origin, folder], home);
  await usePackages(folder);
  const model = join(folder, "models/issue.ts");
  return {
    specstar: (...args) => tryRun(join(folder, "node_modules/.bin/specstar"), args, folder),
    edit: async (from, to) => {
      const text = await readFile(model, "utf8");
      expect(text).toContain(from);
      await writeFile(model, text.replace(from, to));
    },
    status: async () => (await run("git", ["status", "--porcelain"], folder)).stdout,
  };
}

it("commits all that a project needs, and nothing that a machine has made", async () => {
  const files = (await git("ls-files")).trim().split("\n");
  expect(files).toEqual(expect.arrayContaining([".gitattributes", "generated/.specstar-manifest.json", "generated/client.ts", "specstar.lock.json"]));
  expect(files.filter((path) => /^(node_modules|data|dist)\b/.test(path))).toEqual([]);
  const { stdout } = await run("git", ["check-attr", "linguist-generated", "generated/client.ts", "models/issue.ts"], origin);
  expect(stdout).toBe("generated/client.ts: linguist-generated: true\nmodels/issue.ts: linguist-generated: unspecified\n");
});

it.each([
  ["as it was committed", []],
  ["with other line ends", ["-c", "core.autocrlf=true"]],
])("0: a fresh clone is up to date, %s", async (name, options) => {
  const { specstar, status } = await clone(`fresh ${name}`, options);
  expect(await specstar("generate", "--check")).toMatchObject({ code: 0, stdout: "" });
  expect(await specstar("generate")).toMatchObject({ code: 0, stdout: "" });
  expect(await status()).toBe("");
});

it("4: a model was edited, and nothing was generated", async () => {
  const { specstar, edit, status } = await clone("drifted");
  await edit("MaxLength<200>", "MaxLength<300>");
  const checked = await specstar("generate", "--check");
  expect(checked).toMatchObject({ code: 4, stdout: expect.stringContaining("generated/issue/issue.model.ts") });
  expect(await status()).toBe(" M models/issue.ts\n");
  expect((await specstar("generate")).code).toBe(0);
  expect((await specstar("generate", "--check")).code).toBe(0);
});

it("2: a model is broken, a shape has changed without a new version, a flag is none", async () => {
  const { specstar, edit } = await clone("broken");
  expect(await specstar("generate", "--chek")).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean --check?") });
  await edit("  resolvedAt", "  owner!: string;\n  resolvedAt");
  expect(await specstar("generate", "--check")).toMatchObject({ code: 2, stderr: expect.stringContaining("error SPEC5001") });
  await edit("owner!: string", "owner!: symbol");
  expect(await specstar("generate")).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^models\/issue\.ts:\d+:\d+ error SPEC\d{4}/) });
});

it("5: a change breaks what callers rest on", async () => {
  const { specstar, edit } = await clone("breaking");
  expect(await specstar("breaking", "--against", "origin/main")).toMatchObject({ code: 0 });
  await edit("MaxLength<200>", "MaxLength<100>");
  expect(await specstar("breaking", "--against", "origin/main")).toMatchObject({ code: 5, stdout: expect.stringContaining("CONSTRAINT_TIGHTENED") });
  expect(await specstar("breaking", "--against", "origin/main", "--ignore", "CONSTRAINT_TIGHTENED")).toMatchObject({ code: 0 });
});
