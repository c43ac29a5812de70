import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { run } from "./run.js";

const packed = inject("packed");
const repo = fileURLToPath(new URL("../..", import.meta.url));

async function listFiles(tarball: string): Promise<string[]> {
  const { stdout } = await run("tar", ["-tzf", tarball], repo);
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.slice("package/".length))
    .toSorted();
}

describe.each([
  { name: "specstar", tarball: packed.specstar, sources: "", also: /^(?:bin\/specstar\.js|CHANGELOG\.md|templates\/.+|fixtures\/invalid\/[\w-]+\/expected\.txt)$/ },
  { name: "@specstar/runtime", tarball: packed.runtime, sources: "runtime", also: /^$/ },
])("the tarball of $name", ({ tarball, sources, also }) => {
  it("holds its compiled code, its papers, and nothing else", async () => {
    const files = await listFiles(tarball);
    const papers = ["LICENSE", "README.md", "package.json"];
    expect(files).toEqual(expect.arrayContaining(papers));
    const rest = files.filter((path) => !papers.includes(path) && !also.test(path));
    expect(rest.filter((path) => !/^dist\/.+\.(?:js|d\.ts)$/.test(path))).toEqual([]);
    const toSource = (path: string): string =>
      join(repo, sources, path.slice("dist/".length).replace(/(?:\.d\.ts|\.js)$/, ".ts"));
    expect(rest.filter((path) => !existsSync(toSource(path)))).toEqual([]);
  });

  it("has an entry for every path that its package.json exports", async () => {
    const files = await listFiles(tarball);
    const { exports } = JSON.parse(await readFile(join(repo, sources, "package.json"), "utf8")) as {
      exports: Record<string, unknown>;
    };
    const targets = JSON.stringify(exports).match(/\.\/[^"]+\.(?:js|ts|json)(?=")/g) ?? [];
    expect(targets.filter((path) => path !== "./package.json" && !files.includes(path.slice(2)))).toEqual([]);
  });
});

describe("the installed packages", () => {
  const script = join(packed.installed, "node_modules/specstar/bin/specstar.js");

  it("say what they can without loading what that doesn't need", async () => {
    const probe = `import { createRequire } from "node:module";
      process.on("exit", () => console.error(Object.keys(createRequire("/").cache).join("\\n")));`;
    const { stdout, stderr } = await run(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(probe)}`, script, "--help"],
      packed.installed,
    );
    expect(stdout).toContain("generate");
    expect(stderr).toContain("commander");
    expect(stderr).not.toMatch(/ts-morph|handlebars/);
  });

  it("need no package that only the development of this repo needs", async () => {
    const installed = await readFile(join(packed.installed, "node_modules/.package-lock.json"), "utf8");
    expect(installed).not.toMatch(/"node_modules\/(?:vitest|oxlint|fast-check|prettier)"/);
  });

  it("give every entry of the runtime, but for the one that needs vitest", async () => {
    const entries = ["", "/spec", "/sqlite", "/config", "/migrations", "/express"];
    const program = entries.map((entry) => `await import("@specstar/runtime${entry}");`).join("\n");
    await run(process.execPath, ["--input-type=module", "-e", program], packed.installed);
  });
});
