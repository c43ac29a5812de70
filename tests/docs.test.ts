import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../generator/config.js";
import { readConfig } from "../generator/reader/read-config.js";
import { readProject } from "../generator/reader/read-project.js";
import { readBlocks } from "./e2e/markdown-blocks.js";
import { projectFolder } from "./generator/reader/project-folder.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("docs/errors.md", () => {
  it("lists every error code, and no other", () => {
    const source = read("runtime/core/errors.ts");
    const union = source.slice(source.indexOf("ErrorCode ="), source.indexOf(";"));
    const codes = [...union.matchAll(/"([A-Z_]+)"/g)].map(([, code]) => code);
    const documented = [...read("docs/errors.md").matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(documented.sort()).toEqual([...codes, "INTERNAL_ERROR"].sort());
  });
});

const pages = ["README.md", "CHANGELOG.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((page) => page.endsWith(".md"));

describe("links between pages", () => {
  it.each(pages)("%s links only to what exists", (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, target]) => target ?? "");
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });
});

describe("every page of docs/", () => {
  it("is reached by links that start at the README", () => {
    const reached = new Set(["README.md"]);
    // What is added to a set while it is gone through is gone through as well.
    for (const page of reached) {
      for (const [, target = ""] of read(page).matchAll(/\]\((?!https?:)([^)#\s]+\.md)/g)) reached.add(posix.join(posix.dirname(page), target));
    }
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });

  it.each(pages)("%s links only to headings that exist", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)];
    const broken = links.filter(([, target = "", anchor = ""]) => !headingsOf(target === "" ? page : posix.join(posix.dirname(page), target)).includes(anchor));
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

/** As GitHub makes anchors of them. */
function headingsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
}

describe("models on the pages", () => {
  const models = pages.flatMap((page) =>
    readBlocks(read(page)).flatMap(({ language, text }) => (language === "ts" && text.includes("export default schema(") && text.startsWith("import") ? [{ page, text }] : [])),
  );

  it("are in the README, the tutorial and the reference", () => {
    expect(models.map(({ page }) => page)).toEqual(expect.arrayContaining(["README.md", "docs/tutorial.md", "docs/model-language.md"]));
  });

  it.each(models)("are read without a diagnostic: $page", ({ text }) => {
    expect(readProject({ root: projectFolder({ "models/model.ts": text }), config: { models: "models" } }).diagnostics).toEqual([]);
  });
});

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name).toSorted();
}

describe("docs/config.md", () => {
  it("lists every key, with what it is unless given", () => {
    const [keys = "", ofOpenapi = ""] = read("docs/config.md").split("| key of `openapi` |");
    const listed = [...keys.matchAll(/^\| `(\w+)` \| (?:`(.+?)`|none) \|/gm)].map(([, key = "", value]) => [key, value === undefined ? null : JSON.parse(value)]);
    expect(Object.fromEntries(listed)).toEqual(DEFAULT_CONFIG);
    const source = read("generator/config.ts");
    const declared = source.slice(source.indexOf("interface OpenapiConfig"), source.indexOf("/** The schemes"));
    expect(namesIn(ofOpenapi, /^\| `(\w+)`/gm)).toEqual(namesIn(declared, /^ {2}readonly (\w+)\?/gm));
  });

  it.each(["docs/config.md", "docs/openapi.md", "docs/extending.md"])("a config on %s is read without a diagnostic", (page) => {
    const configs = readBlocks(read(page)).filter(({ language, text }) => language === "ts" && text.includes("defineConfig("));
    expect(configs.length).toBeGreaterThan(0);
    for (const { text } of configs) {
      const whole = text.startsWith("import") ? text : `import { defineConfig } from "specstar";\n${text}`;
      expect(readConfig({ root: projectFolder({ "specstar.config.ts": whole }) }).diagnostics).toEqual([]);
    }
  });
});

describe("README.md", () => {
  it("names only scripts that exist", () => {
    const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
    const named = [...read("README.md").matchAll(/npm (?:run )?([a-z:]+)\n/g)].map(([, script]) => script);
    expect(named).toEqual(["demo", "test"]);
    expect(scripts).toEqual(expect.arrayContaining(named));
  });
});
