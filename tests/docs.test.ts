import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

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

describe("links between pages", () => {
  const pages = ["README.md", "CHANGELOG.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((page) => page.endsWith(".md"));

  it.each(pages)("%s links only to what exists", (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, target]) => target ?? "");
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
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
