import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { recall } from "../../../generator/record/recall.js";
import { toRecordPath } from "../../../generator/record/run-record.js";
import { specstar } from "../cli/test-world.js";
import { tempProject, type TempProject } from "../temp-project.js";

/** A comment changes what is generated, and needs no new version of the model. */
const model = (name: string, about = "title"): string =>
  `import { schema } from "@specstar/runtime/spec";\nimport type { Place } from "../shared/place.js";\n\nexport class ${name} {\n  /** About ${about}. */\n  name!: string;\n  at!: Place;\n}\n\nexport default schema(${name}, "v1");\n`;

/** A project that was generated, and whose record is settled: nothing in it was written a moment ago. */
async function generated(): Promise<TempProject> {
  const target = tempProject();
  mkdirSync(join(target.root, "node_modules"));
  target.write("shared/place.ts", "export interface Place {\n  city: string;\n}\n");
  for (const name of ["Issue", "Tag"]) target.write(`models/${name.toLowerCase()}.ts`, model(name));
  expect((await specstar(target.root, "generate")).exitCode).toBe(0);
  await sleep(40);
  expect(recall(target.root)).toBeDefined();
  return target;
}

const renameField = (target: TempProject): void => target.write("models/tag.ts", model("Tag", "label"));

describe("the record of a run", () => {
  it("lets the next run end at once, which says the same of every file", async () => {
    const target = await generated();
    const before = target.snapshot();
    const { stdout } = await specstar(target.root, "generate", "--json", "--stats");
    const { stats, unchanged, models } = JSON.parse(stdout);
    expect(Object.keys(stats.phases)).toEqual(["check"]);
    expect({ models, unchanged }).toEqual({ models: 2, unchanged: target.list().filter((path) => /^generated\/[^.]|lock/.test(path)) });
    expect(target.snapshot()).toEqual(before);
  });

  it.each<[string, (target: TempProject) => void]>([
    ["a model has changed", renameField],
    ["a model is new", (target) => target.write("models/user.ts", model("User"))],
    ["a model is gone", ({ root }) => rmSync(join(root, "models/tag.ts"))],
    ["a file that a model imports has changed", (target) => target.write("shared/place.ts", "export interface Place {\n  city: string;\n  town?: string;\n}\n")],
    ["there is a config now", (target) => target.write("specstar.config.ts", 'export default { output: "code" };\n')],
    ["the packages have changed", (target) => target.write("package-lock.json", "{}\n")],
    ["a generated file was edited", (target) => target.write("generated/index.ts", `${target.read("generated/index.ts")}// mine\n`)],
    ["a generated file is gone", ({ root }) => rmSync(join(root, "generated/tag/tag.model.ts"))],
    ["a migration is gone", ({ root }) => rmSync(join(root, "migrations"), { recursive: true })],
    ["the lock file has changed", (target) => target.write("specstar.lock.json", target.read("specstar.lock.json").replace("tag", "gat"))],
    ["the manifest has changed", (target) => target.write("generated/.specstar-manifest.json", "{}\n")],
    ["a folder of the generated files has become a link", ({ root }) => linkInstead(root, "generated/tag")],
    ["the record is damaged", ({ root }) => writeFileSync(toRecordPath(root), readFileSync(toRecordPath(root), "utf8").replace("models/tag.ts", "models/gat.ts"))],
    ["the record is cut off", ({ root }) => writeFileSync(toRecordPath(root), readFileSync(toRecordPath(root), "utf8").slice(0, 500))],
    ["the record is gone", ({ root }) => rmSync(toRecordPath(root))],
  ])("counts for nothing when %s", async (_, change) => {
    const target = await generated();
    change(target);
    expect(recall(target.root)).toBeUndefined();
  });

  it("is not taken in by a change of the same size that keeps the file's time", async () => {
    const target = await generated();
    const path = join(target.root, "models/tag.ts");
    const time = new Date("2026-01-01T00:00:00Z");
    utimesSync(path, time, time);
    expect(recall(target.root)).toBeDefined();
    writeFileSync(path, target.read("models/tag.ts").replace("title", "label"));
    utimesSync(path, time, time);
    expect(recall(target.root)).toBeUndefined();
  });

  it("sees a change that comes right after a run", async () => {
    const target = tempProject();
    target.write("shared/place.ts", "export interface Place {\n  city: string;\n}\n");
    target.write("models/tag.ts", model("Tag", "title"));
    await specstar(target.root, "generate");
    for (const field of ["label", "color", "title", "label"]) {
      target.write("models/tag.ts", model("Tag", field));
      await specstar(target.root, "generate");
      expect(target.read("generated/tag/tag.model.ts")).toContain(`About ${field}.`);
    }
    rmSync(toRecordPath(target.root), { force: true });
  });

  it("holds in a copy of the folder, where all times are others", async () => {
    const target = await generated();
    const copy = tempProject();
    cpSync(target.root, copy.root, { recursive: true });
    renameSync(toRecordPath(target.root).replace(target.root, copy.root), toRecordPath(copy.root));
    expect(recall(copy.root)).toBeDefined();
  });

  it("is not made of a run that found a problem", async () => {
    const target = await generated();
    target.write("models/tag.ts", "export class Tag {");
    expect((await specstar(target.root, "generate")).exitCode).toBe(2);
    expect(recall(target.root)).toBeUndefined();
  });
});

function linkInstead(root: string, folder: string): void {
  renameSync(join(root, folder), join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), join(root, folder));
}

/** What is loaded with a file; types are not. */
function imports(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )[^;]*?from "([^"]+)"/gm)].map(([, specifier]) => specifier ?? "");
}

describe("a run with nothing to do", () => {
  const generator = fileURLToPath(new URL("../../../generator", import.meta.url));

  it("loads neither the compiler nor the templates", () => {
    const packages = new Set<string>();
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const specifier of imports(file)) {
        if (specifier.startsWith(".")) visit(resolve(dirname(file), specifier.replace(/\.js$/, ".ts")));
        else if (!specifier.startsWith("node:")) packages.add(specifier);
      }
    };
    for (const entry of ["cli/main.ts", "cli/generate-command.ts"]) visit(join(generator, entry));
    expect([...seen].map((file) => relative(generator, file))).toContain("record/recall.ts");
    expect([...packages]).toEqual(["commander"]);
  });
});
