import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "../generator/diagnostics.js";
import type { Project } from "../generator/ir/model.js";
import { readProject } from "../generator/reader/read-project.js";
import { installJudges, judges } from "./judges/install.js";

/** Large collections of published types: what is imported, and the file that declares it. */
const COLLECTIONS = [
  { name: "HL7 FHIR R4", from: "fhir/r4", file: "@types/fhir/r4.d.ts", atLeast: 600 },
  { name: "GitHub webhooks", from: "@octokit/webhooks-types", file: "@octokit/webhooks-types/schema.d.ts", atLeast: 350 },
] as const;

interface Reading {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
}

beforeAll(installJudges, 300_000);

describe.each(COLLECTIONS)("$name", ({ from, file, atLeast }) => {
  let names: readonly string[];
  let reading: Reading;
  let root: string;

  beforeAll(() => {
    names = exportsOf(readFileSync(join(judges, "node_modules", file), "utf8"));
    // Inside of the package, so that its dependencies are found.
    root = mkdtempSync(join(judges, "collections-"));
    mkdirSync(join(root, "models"));
    for (const [at, name] of names.entries()) writeFileSync(join(root, `models/${at}.ts`), modelText(at, name, from));
    reading = readProject({ root, config: { models: "models" } });
  }, 120_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("is large", () => {
    expect(names.length).toBeGreaterThanOrEqual(atLeast);
  });

  it("is read whole, or told why not", () => {
    const read = new Set(reading.project.models.filter(({ fields }) => fields.some(({ name }) => name === "value")).map((model) => model.file));
    const told = new Set(reading.diagnostics.map(({ span }) => span?.file));
    const silent = names.filter((_, at) => !read.has(`models/${at}.ts`) && !told.has(`models/${at}.ts`));
    expect(silent).toEqual([]);
    for (const { message, help, span } of reading.diagnostics) {
      expect({ message, help, span }).toMatchObject({ message: expect.stringMatching(/\w+ \w+/), help: expect.stringMatching(/\w+ \w+/), span: { line: expect.any(Number) } });
    }
    expect(read.size).toBeGreaterThan(names.length * 0.5);
  });

  it("has no name that stands for nothing", () => {
    const uses = new Map<object, readonly string[]>();
    const usedBy = (type: object): readonly string[] => {
      const used = uses.get(type) ?? referredTo(type);
      uses.set(type, used);
      return used;
    };
    for (const { name, fields, types } of reading.project.models) {
      const known = new Set([name, ...types.map((type) => type.name)]);
      expect([...fields, ...types].flatMap(usedBy).filter((each) => !known.has(each))).toEqual([]);
    }
  });
});

function exportsOf(text: string): string[] {
  return [...text.matchAll(/^export (?:interface|type) (\w+)\b(?!<)/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/** A model with one field of the type. */
function modelText(at: number, name: string, from: string): string {
  return [
    'import { schema } from "@specstar/runtime/spec";',
    `import type { ${name} } from "${from}";`,
    `export class Holder${letters(at)} { value!: ${name}; }`,
    `export default schema(Holder${letters(at)}, "v1");`,
    "",
  ].join("\n");
}

function letters(n: number): string {
  return `${String.fromCodePoint(65 + Math.floor(n / 26) % 26)}${String.fromCodePoint(97 + (n % 26))}${String.fromCodePoint(97 + Math.floor(n / 676))}`;
}

/** The names that types refer to, wherever they do. */
function referredTo(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const parts = new Map<string, unknown>(Object.entries(value));
  const own = parts.get("kind") === "named" || parts.get("kind") === "enumMember" ? [String(parts.get("name"))] : [];
  const joins = parts.get("joins");
  return [...own, ...(Array.isArray(joins) ? joins.map(String) : []), ...[...parts.values()].flatMap(referredTo)];
}
