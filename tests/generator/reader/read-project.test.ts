import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Model } from "../../../generator/ir/model.js";
import { readProject } from "../../../generator/reader/read-project.js";
import { SPEC_EXPORTS } from "../../../generator/reader/spec-exports.js";
import { META_FIELDS } from "../../../generator/reader/reserved-names.js";
import { META_FIELDS as RUNTIME_META_FIELDS } from "../../../runtime/query/query.js";
import { projectFolder } from "./project-folder.js";
import { codesOf, issueText, readFiles, readSound } from "./read-model.js";

const repo = fileURLToPath(new URL("../../../", import.meta.url));
const spec = 'import { schema } from "@specstar/runtime/spec";';

describe("readProject", () => {
  it("reads the issue model", () => {
    const { project, diagnostics } = readProject({ root: `${repo}fixtures/issue`, config: { models: "models" } });
    expect(diagnostics).toEqual([]);
    expect(project.models).toHaveLength(1);
    expect(project.models[0]).toMatchObject({
      name: "Issue",
      schemaVersion: "v1",
      file: "models/issue.ts",
      doc: { text: "A defect or task that somebody has to look at." },
      compoundIndexes: [["status", "severity"]],
      unique: [],
      types: [],
    });
    expect(project.models[0]?.indexes.map(({ path: field, type, nullable }) => [field, type, nullable])).toEqual([
      ["status", "text", false],
      ["severity", "text", false],
      ["assignee", "text", true],
      ["dueDate", "date", true],
    ]);
  });

  const cases = readdirSync(`${repo}fixtures`).filter((name) => name !== "invalid" && !name.includes("."));

  it.each(cases)("tells of each model of %s as it is in the end, but for who refers to it", (name) => {
    const told = new Map<string, string>();
    const tell = (model: Model): void => void told.set(model.name, JSON.stringify({ ...model, isReferredTo: false }));
    const { project } = readProject({ root: `${repo}fixtures/${name}`, config: { models: "models" }, tell });
    expect(project.models.length).toBeGreaterThan(0);
    expect(told).toEqual(new Map(project.models.map((model) => [model.name, JSON.stringify({ ...model, isReferredTo: false })])));
  });

  it("never runs a model, and needs nothing that it imports for running", () => {
    const hostile = [
      'import "not-installed";',
      'import { gone } from "./not-there.js";',
      'import fs from "node:fs";',
      'fs.writeFileSync("owned", gone);',
      "process.exit(9);",
      'throw new Error("never run");',
      "while (true) {}",
    ].join("\n");
    expect(readSound({ "models/issue.ts": issueText("title!: string;", { before: hostile }) })).toHaveLength(1);
  });

  it("sorts the models by name, whatever their files are called, and says where they are", () => {
    const note = (name: string): string => `${spec}\nexport class ${name} { text!: string }\nexport default schema(${name}, "v1");`;
    const models = readSound({
      "models/z.ts": note("Alpha"),
      "models/b/a.ts": note("Charlie"),
      "models/B.ts": note("Bravo"),
      "models/ä.mts": note("Delta"),
    });
    expect(models.map(({ name, file }) => `${name} ${file}`)).toEqual([
      "Alpha models/z.ts",
      "Bravo models/B.ts",
      "Charlie models/b/a.ts",
      "Delta models/ä.mts",
    ]);
  });

  it("reads a model whose class is declared in another file, and several in one", () => {
    const models = readSound({
      "models/all.ts": `${spec}\nimport { Note } from "../classes/note.js";\nexport class Task { text!: string }\nexport const note = schema(Note, "v2"), task = schema(Task, "v1");`,
      "classes/note.ts": "export class Note { text!: string }",
    });
    expect(models.map(({ name, file, schemaVersion }) => [name, file, schemaVersion])).toEqual([
      ["Note", "classes/note.ts", "v2"],
      ["Task", "models/all.ts", "v1"],
    ]);
  });

  it.each([
    ['import { schema as declare } from "@specstar/runtime/spec";', "declare"],
    ['import * as spec from "@specstar/runtime/spec";', "spec.schema"],
  ])("knows schema() by its import: %s", (line, callee) => {
    expect(readSound({ "models/note.ts": `${line}\nexport class Note { text!: string }\n${callee}(Note, "v1");` })).toHaveLength(1);
  });

  it("takes a schema() from elsewhere for what it is", () => {
    const text = 'import { schema } from "./my-schema.js";\nexport class Note { text!: string }\nexport default schema(Note, "v1");';
    expect(codesOf({ "models/note.ts": text })).toEqual(["SPEC1004"]);
  });

  it("gives the same for Windows line ends and a byte order mark", () => {
    const text = issueText("/**\n * Two\n * lines.\n */\ntitle: string = `a\nb`;\nbad!: Dat;");
    const { texts: _, ...plain } = readFiles({ "models/issue.ts": text });
    expect(readFiles({ "models/issue.ts": `\uFEFF${text.replaceAll("\n", "\r\n")}` })).toMatchObject(plain);
  });

  it("passes over declaration files, hidden folders and node_modules, and follows links to files", () => {
    const broken = "export class {";
    const root = projectFolder({
      "models/a.d.ts": broken,
      "models/.hidden/b.ts": broken,
      "models/node_modules/c.ts": broken,
      "models/d.js": broken,
      "elsewhere/note.ts": `${spec}\nexport class Note { text!: string }\nexport default schema(Note, "v1");`,
    });
    mkdirSync(path.join(root, "models/folder.ts"));
    symlinkSync(path.join(root, "elsewhere/note.ts"), path.join(root, "models/note.ts"));
    symlinkSync(path.join(root, "gone.ts"), path.join(root, "models/dangling.ts"));
    const { project, diagnostics } = readProject({ root, config: { models: "models" } });
    expect(diagnostics).toEqual([]);
    expect(project.models.map(({ file }) => file)).toEqual(["models/note.ts"]);
  });

  it("collects the problems of all files, in order, and reads on", () => {
    const bad = (name: string): string =>
      `${spec}\nexport class ${name} { a!: any; b!: Dat; c!: any }\nexport default schema(${name}, "v1");`;
    const { diagnostics, project } = readFiles({
      "models/b.ts": bad("Bravo"),
      "models/a.ts": bad("Alpha"),
      "models/c.ts": "export class {",
      "models/d.ts": `${spec}\nexport class Delta { a!: string }\nexport default schema(Delta, "v1");`,
    });
    expect(diagnostics.map(({ code, span }) => `${span?.file}:${span?.column} ${code}`)).toEqual([
      "models/a.ts:26 SPEC2002",
      "models/a.ts:35 SPEC2001",
      "models/a.ts:44 SPEC2002",
      "models/b.ts:26 SPEC2002",
      "models/b.ts:35 SPEC2001",
      "models/b.ts:44 SPEC2002",
      "models/c.ts:15 SPEC1002",
    ]);
    expect(project.models.map(({ name }) => name)).toEqual(["Alpha", "Bravo", "Delta"]);
  });

  it("tells the problem of a shared type once, and no consequence of it", () => {
    const use = (name: string): string =>
      `${spec}\nimport type { Bad } from "./bad.js";\nexport class ${name} { a!: Bad; b: Bad = { x: 1 }; c!: string }\nexport default schema(${name}, "v1", { indexes: [["a", "c"]] });`;
    expect(
      codesOf({ "models/a.ts": use("Alpha"), "models/b.ts": use("Bravo"), "models/bad.ts": "export type Bad = string | any;" }),
    ).toEqual(["SPEC2002"]);
    expect(codesOf({ "models/a.ts": use("Alpha"), "models/bad.ts": "export interface Bad {" })).toEqual(["SPEC1002"]);
  });

  it("survives code that is thousands of operators deep", () => {
    const before = `export const sum = ${"1 + ".repeat(20_000)}1;`;
    expect(readSound({ "models/issue.ts": issueText("title!: string;", { before }) })).toHaveLength(1);
  });

  it("gives frozen data", () => {
    const [model] = readSound({ "models/issue.ts": issueText('tags: string[] = ["a"];') });
    expect(Object.isFrozen(model?.fields[0]?.default)).toBe(true);
  });
});

describe("what the reader knows of the runtime", () => {
  it("is what model files can import", () => {
    const source = readFileSync(`${repo}runtime/spec.ts`, "utf8");
    const exported = [...source.matchAll(/^export (?:declare )?(?:abstract )?(?:type|interface|function|const|class) (\w+)/gm)].map(([, name]) => name);
    expect([...SPEC_EXPORTS].sort()).toEqual(exported.sort());
  });

  it("is what can be searched in every resource", () => {
    expect([...META_FIELDS].sort()).toEqual([...RUNTIME_META_FIELDS].sort());
  });
});
