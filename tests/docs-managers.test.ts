import { readFileSync } from "node:fs";
import { changeset, memoryStorage, revertChangeset } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { openManagers } from "../examples/issue-tracker/generated/index.js";
import { readBlocks } from "./e2e/markdown-blocks.js";

const page = readFileSync(new URL("../docs/managers.md", import.meta.url), "utf8");
const programs = readBlocks(page).filter(({ language }) => language === "js");

/** A program of the page, as a function of what it works with. */
type Program = (parts: object) => Promise<void>;

describe("docs/managers.md", () => {
  it("has programs that run, one after the other", async () => {
    const storage = memoryStorage();
    const parts = { ...(await openManagers(storage)), storage, changeset, revertChangeset };
    for (const { text } of programs) {
      // The page's own text, and the names that it uses.
      const run = new Function("parts", `const { ${Object.keys(parts).join(", ")} } = parts; return (async () => { ${text} })();`) as Program;
      await run(parts);
    }
    expect(programs).toHaveLength(5);
    expect(await parts.projects.count({ includeDeleted: true })).toBe(4);
    expect(await parts.projects.count()).toBe(3);
  });
});
