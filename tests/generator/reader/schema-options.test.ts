import { describe, expect, it } from "vitest";
import { codesOf, issueText, readIssue, readSound } from "./read-model.js";

const spec = 'import { schema } from "@specstar/runtime/spec";';

function withPath(path: string, name: string): string {
  return issueText("a!: string;", { options: `{ path: "${path}" }` }).replaceAll("Issue", name);
}

describe("options of schema()", () => {
  it("have values when nothing is said", () => {
    const { options, functions } = readIssue("title!: string;");
    expect(options).toEqual({ path: "issues", plural: "issues", withoutRoutes: [], defaultStatus: "stable", requireReason: false, requireIfMatch: false });
    expect(functions).toEqual({ exportName: "default", validate: false, newId: false, steps: [] });
  });

  it.each([
    ['{ path: "help-desk" }', { path: "help-desk", plural: "issues" }],
    ['{ plural: "oldPeople" }', { path: "old-people", plural: "oldPeople" }],
    ['{ plural: "people", path: "folk" }', { path: "folk", plural: "people" }],
    ['{ defaultStatus: "draft" }', { defaultStatus: "draft" }],
    ["{ requireReason: true }", { requireReason: true, requireIfMatch: false }],
    ["{ requireReason: false, requireIfMatch: true }", { requireReason: false, requireIfMatch: true }],
    ["{ routes: { restore: false, create: true, delete: false } }", { withoutRoutes: ["delete", "restore"] }],
    ["{ path: PATH }", { path: "named" }],
    ['({ path: "x" } satisfies object)', { path: "x" }],
  ])("%s", (options, expected) => {
    expect(readIssue("title!: string;", { options, before: 'const PATH = "named";' }).options).toMatchObject(expected);
  });

  it.each([
    "{ validate: (value) => [], newId: function () { return String(counter++); } }",
    "{ validate(value) { return []; }, newId }",
    "{ validate: checks.issue, newId: makeId }",
  ])("take functions, which are never run: %s", (options) => {
    const before = "let counter = 0;\nfunction newId() { process.exit(9); }\nconst makeId = () => { throw new Error(); };\nconst checks = { issue: () => [] };";
    expect(readIssue("title!: string;", { options, before }).functions).toMatchObject({ validate: true, newId: true });
  });

  it.each([
    ["export default ", "", "default"],
    ["export const issue = ", "", "issue"],
    ["const issue = ", "export { issue as model };", "model"],
    ["const issue = ", "export default issue;", "default"],
    ["", "", null],
  ])("know the name of the export: %s", (before, after, exportName) => {
    const text = `${spec}\nexport class Issue { title!: string }\n${before}schema(Issue, "v1");\n${after}`;
    expect(readSound({ "models/issue.ts": text })[0]?.functions.exportName).toBe(exportName);
  });
});

describe("steps", () => {
  const codes = (chain: string, version = "v3"): string =>
    codesOf({ "models/issue.ts": `${spec}\nexport class Issue { title!: string }\nexport default schema(Issue, "${version}")${chain};` }).join(" ");

  it("are read in their order, and lead to the newest version unless they say so", () => {
    const text = `${spec}\nexport class Issue { title!: string }\nexport default schema(Issue, "v3")\n  .step("v2", (old) => old)\n  .step("v1", upcast, "v2");`;
    const [model] = readSound({ "models/issue.ts": text });
    expect(model?.functions.steps).toEqual([
      { from: "v2", to: "v3" },
      { from: "v1", to: "v2" },
    ]);
  });

  it.each([
    ['.step("v1", f)', ""],
    ['.step("v1", f, "v2")', "SPEC1114"],
    ['.step("v1", f, "v2").step("v2", f)', ""],
    ['.step("v3", f)', "SPEC1114"],
    ['.step("v2", f, "v1")', "SPEC1114"],
    ['.step("v2", f, "v10")', "SPEC1114"],
    ['.step("v2", f).step("v2", f)', "SPEC1114"],
    [".step(version, f)", "SPEC1114"],
    ['.step("v1")', "SPEC1114"],
    ['.step("v1", { convert: f })', "SPEC1113"],
    ['.stpe("v1", f)', "SPEC1107"],
  ])("%s gives %s", (chain, expected) => expect(codes(chain)).toBe(expected));
});

describe("paths and keys of models", () => {
  it("are told apart without regard to capitals", () => {
    expect(codesOf({ "models/a.ts": withPath("Tasks", "Alpha"), "models/b.ts": withPath("tasks", "Bravo") })).toEqual(["SPEC3004"]);
    expect(codesOf({ "models/a.ts": withPath("Metrics", "Alpha") })).toEqual(["SPEC3006"]);
  });

  it("follow the options, so that a clash can be resolved by them", () => {
    const models = { "models/a.ts": issueText("a!: string;").replaceAll("Issue", "Change") };
    expect(codesOf(models)).toEqual(["SPEC3006"]);
    const moved = issueText("a!: string;", { options: '{ path: "changelog" }' }).replaceAll("Issue", "Change");
    expect(codesOf({ "models/a.ts": moved })).toEqual([]);
  });
});
