import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitIndex } from "../../../generator/emitters/emit-index.js";
import { emitManager } from "../../../generator/emitters/emit-manager.js";
import { emitModel } from "../../../generator/emitters/emit-model.js";
import { emitRouter } from "../../../generator/emitters/emit-router.js";
import { pet, sample } from "./language/models.js";
import { SAMPLE_SOURCE } from "./language/source.js";
import { project } from "./model-ir.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Where packages are found as from a user's project. */
const folder = join(root, "node_modules/.cache/emitted-code");
const run = promisify(execFile);

const flags = {
  target: "ES2023",
  lib: ["ES2023"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  skipLibCheck: true,
  noEmit: true,
  paths: { "@specstar/runtime": ["../../../runtime/index.ts"], "@specstar/runtime/spec": ["../../../runtime/spec.ts"], "@specstar/runtime/express": ["../../../runtime/http/index.ts"] },
};
const modules = { NodeNext: { module: "NodeNext" }, Bundler: { module: "ESNext", moduleResolution: "Bundler" } };

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What the compiler finds. The runtime's sources, which a user has as declarations, are compiled by rules of their own. */
async function compile(name: string): Promise<string> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const findings = await run(process.execPath, [tsc, "-p", join(folder, name)]).then(
    () => "",
    (error: unknown) => (error instanceof Error && "stdout" in error ? String(error.stdout) : String(error)),
  );
  return findings
    .split("\n")
    .filter((text) => !text.startsWith("runtime/"))
    .join("\n");
}

describe("the code of every kind of type", () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    write("package.json", '{ "type": "module" }');
    write("models/sample.ts", SAMPLE_SOURCE);
    const files = [...[sample, pet].flatMap((model) => [emitModel(model, "generated"), emitManager(model, "generated"), emitRouter(model, "generated")]), emitIndex(project(sample, pet), "generated", {})];
    for (const { path, text } of files) write(path, text);
    for (const [name, module] of Object.entries(modules)) {
      write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions: { ...flags, ...module }, files: ["generated/index.ts"] }));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // `erasableSyntaxOnly` is off for the model's enums alone; it has no say in what is emitted.
  it.each(Object.keys(modules))("is of the same types as the model, with every strict flag, under %s", async (name) => {
    expect(await compile(`tsconfig.${name}.json`)).toBe("");
  }, 120_000);

  it("is not once the model has changed", async () => {
    write("models/sample.ts", SAMPLE_SOURCE.replace("note?: string", "note: string"));
    expect(await compile("tsconfig.NodeNext.json")).toContain("generated/sample/sample.model.ts");
  }, 120_000);
});
