import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { format } from "prettier";
import { beforeAll, describe, expect, it } from "vitest";
import { emitProject } from "../generator/emitters/index.js";
import type { File } from "../generator/ir/file.js";
import { readConfig } from "../generator/reader/read-config.js";
import { readProject } from "../generator/reader/read-project.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "fixtures");
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "invalid")
  .map(({ name }) => name);

function generate(name: string): File[] {
  const { config, diagnostics: problems } = readConfig({ root: join(folder, name) });
  const { project, diagnostics } = readProject({ root: join(folder, name), config });
  expect([...problems, ...diagnostics]).toEqual([]);
  return emitProject(project, { ...config, lock: null, existing: {}, now: new Date("2026-01-01T00:00:00Z") });
}

/** The lock file lies in a project's root, and here among what is expected. */
function expectedPath({ path }: File): string {
  return path.startsWith("expected/") ? path : `expected/${path}`;
}

describe.each(cases)("fixtures/%s", (name) => {
  let files: File[];
  beforeAll(() => {
    files = generate(name);
  });

  it("gives the files that are expected", async () => {
    for (const file of files) await expect(file.text).toMatchFileSnapshot(join(folder, name, expectedPath(file)));
  });

  it("gives no fewer files", () => {
    const expected = join(folder, name, "expected");
    const there = existsSync(expected) ? readdirSync(expected, { recursive: true, withFileTypes: true }) : [];
    const paths = there.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.map((file) => join(folder, name, expectedPath(file)))).toEqual(expect.arrayContaining(paths));
  });

  it("is what prettier would print", async () => {
    for (const { path, text } of files.filter((file) => file.path.endsWith(".ts"))) {
      expect(await format(text, { parser: "typescript", printWidth: 120 }), path).toBe(text);
    }
  });
});

describe("the expected code", () => {
  it("compiles with every strict flag", async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const findings = await promisify(execFile)(process.execPath, [tsc, "-p", join(folder, "tsconfig.json")]).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error instanceof Error && "stdout" in error ? String(error.stdout) : String(error)),
    );
    // What a model's author exports is for its author to annotate.
    expect(findings.split("\n").filter((line) => line !== "" && !/^fixtures\/[\w-]+\/models\//.test(line))).toEqual([]);
  }, 120_000);

  it("has at most eight lines for each line of the model", () => {
    const models = readdirSync(join(folder, "issue/models")).map((name) => readFileSync(join(folder, "issue/models", name), "utf8").split("\n").length - 1);
    const emitted = generate("issue").filter(({ path }) => path.includes("/issue/"));
    const lines = emitted.reduce((total, { text }) => total + text.split("\n").length - 1, 0);
    expect(lines).toBeLessThanOrEqual(8 * models.reduce((total, count) => total + count, 0));
  });
});
