import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ReaderMemory } from "../../../generator/reader/read-apart.js";
import { readConfig } from "../../../generator/reader/read-config.js";
import { readProject } from "../../../generator/reader/read-project.js";
import { projectFolder } from "./project-folder.js";

const fixtures = fileURLToPath(new URL("../../../fixtures/", import.meta.url));
const folders = readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name === "models")
  .map((entry) => entry.parentPath);

function createMemory(): ReaderMemory {
  return { sources: new Map(), files: new Map() };
}

function modelOf(name: string, type: string): string {
  return `import { schema } from "@specstar/runtime/spec";
import type { Address } from "./shared/address.js";
export class ${name} { address!: ${type} }
export default schema(${name}, "v1");
`;
}

describe("a project of which each file is read by itself", () => {
  it.each(folders)("comes to the same: %s", (root) => {
    const { config } = readConfig({ root });
    const whole = readProject({ root, config });
    const memory = createMemory();
    for (let round = 0; round < 2; round++) {
      const { project, diagnostics, schemaCalls } = readProject({ root, config, memory });
      expect({ project, diagnostics, schemaCalls }).toEqual({ project: whole.project, diagnostics: whole.diagnostics, schemaCalls: whole.schemaCalls });
    }
  });

  const address = 'export interface Address { city: string }\n';
  const files = { "models/shared/address.ts": address, "models/a.ts": modelOf("A", "Address"), "models/b.ts": modelOf("B", "Address | null"), "models/c.ts": modelOf("C", "string") };

  it("reads again what has changed, and what uses it, and nothing else", () => {
    const root = projectFolder(files);
    const memory = createMemory();
    const read = () => readProject({ root, config: { models: "models" }, memory });
    const before = read().project.models;
    expect(read().project.models.map((model, at) => model === before[at])).toEqual([true, true, true]);
    writeFileSync(join(root, "models/shared/address.ts"), "export interface Address { city: string; street: string }\n");
    const after = read().project;
    expect(after.models.map((model, at) => model === before[at])).toEqual([false, false, true]);
    expect(after).toEqual(readProject({ root, config: { models: "models" } }).project);
  });

  it("tells of what goes wrong between files once one of them is changed", () => {
    const root = projectFolder(files);
    const memory = createMemory();
    const read = () => readProject({ root, config: { models: "models" }, memory }).diagnostics.map(({ code }) => code);
    expect(read()).toEqual([]);
    const text = readFileSync(join(root, "models/c.ts"), "utf8");
    writeFileSync(join(root, "models/c.ts"), text.replace("import type { Address }", "import { A } from \"./a.js\";\nimport type { Address }").replace("address!: string", "a!: A"));
    expect(read()).toContain("SPEC2008");
    writeFileSync(join(root, "models/c.ts"), `${text}export interface Address { other: string }\nexport class Other { address!: Address }\n`.replace(/import type .*\n/, ""));
    expect(read()).toContain("SPEC1004");
    writeFileSync(join(root, "models/c.ts"), text);
    expect(read()).toEqual([]);
  });
});
