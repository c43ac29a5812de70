import { readFileSync } from "node:fs";
import { isSpecstarError, type IndexedField } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { checkSearch } from "../runtime/query/check-search.js";
import { parseFilterText } from "../runtime/query/grammar/parse-filter-text.js";
import { operatorsOf } from "../runtime/query/operators.js";
import { parseSearchBody } from "../runtime/query/parse-search-body.js";
import { parseSearch } from "../runtime/query/parse-search.js";
import { searchableFields } from "../runtime/query/searchable-fields.js";
import { readBlocks } from "./e2e/markdown-blocks.js";

const page = readFileSync(new URL("../docs/search.md", import.meta.url), "utf8");
const linesOf = (language: string) =>
  readBlocks(page).flatMap((block) => (block.language === language ? block.text.trimEnd().split("\n") : []));

const field = (path: string, type: IndexedField["type"], list?: true): IndexedField => ({ path, column: path, type, ...(list && { list }) });
const index = {
  model: "issue",
  table: "issue",
  fields: [
    ...["status", "severity", "assignee", "address.city"].map((path) => field(path, "text")),
    field("votes", "integer"),
    field("urgent", "boolean"),
    field("dueDate", "date"),
    field("tags", "text", true),
  ],
  unique: [],
};

describe("docs/search.md", () => {
  it.each(linesOf("url"))("has a URL that is taken: %s", (line) => {
    expect(checkSearch(index, parseSearch(index, line)).where).not.toBeNull();
  });

  it.each(linesOf("filter"))("has a filter that is taken: %s", (line) => {
    expect(checkSearch(index, { where: parseFilterText(index, line), orderBy: [] }).where).not.toBeNull();
  });

  it("has bodies that are taken", () => {
    const [whole = "", ...lines] = readBlocks(page).flatMap(({ language, text }) => (language === "body" ? [text] : []));
    const bodies = [whole, ...lines.flatMap((block) => block.trimEnd().split("\n"))];
    expect(bodies.length).toBeGreaterThan(3);
    for (const body of bodies) expect(checkSearch(index, parseSearchBody(index, JSON.parse(body))).where).not.toBeNull();
  });

  it("shows a refusal as it is", () => {
    const [filter = "", ...message] = linesOf("refused");
    expect(message.length).toBe(3);
    const problems = ((): unknown => {
      try {
        return parseFilterText(index, filter);
      } catch (error) {
        return isSpecstarError(error) ? error.problems : error;
      }
    })();
    expect(problems).toEqual([{ path: "filter", message: message.join("\n") }]);
  });

  it("lists every operator", () => {
    const table = page.slice(page.indexOf("## Operators"), page.indexOf("- **Null**"));
    const listed = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(new Set(listed)).toEqual(new Set([...searchableFields(index).values()].flatMap(operatorsOf)));
  });
});
