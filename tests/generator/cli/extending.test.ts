import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadEmitters } from "../../../generator/cli/load-emitters.js";
import { runEmitters, type Emitter } from "../../../generator/custom-emitters.js";
import { generate, type Config } from "../../../generator/index.js";
import { ejectedHeader } from "../../../generator/own-templates.js";
import { readTemplate, TEMPLATE_NAMES } from "../../../generator/render/render.js";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar } from "./test-world.js";

const MODEL = 'import { schema } from "@specstar/runtime/spec";\nexport class Note { text!: string; }\nexport default schema(Note, "v1");\n';

function noteProject(): TempProject {
  const folder = tempProject();
  folder.write("models/note.ts", MODEL);
  return folder;
}

function example(name: string): TempProject {
  const folder = tempProject();
  cpSync(fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url)), folder.root, { recursive: true });
  return folder;
}

/** Generates with a config that is given instead of read. */
async function run(root: string, { emitters = [], ...config }: Config = {}) {
  const { files, diagnostics } = generate(config, { root, now: () => new Date(0), emitters: await loadEmitters(root, emitters) });
  return { diagnostics, textOf: (path: string) => files.find((each) => each.path === path)?.text };
}

describe("specstar eject", () => {
  it("copies a template, which then wins, and says how to use it", async () => {
    const folder = noteProject();
    const { exitCode, stdout, stderr } = await specstar(folder.root, "eject", "router.ts");
    expect([exitCode, stdout]).toEqual([0, "created specstar/templates/router.ts.hbs\n"]);
    expect(stderr).toContain('Add `templates: "specstar/templates"` to specstar.config.ts');
    const path = "specstar/templates/router.ts.hbs";
    const plain = await run(folder.root);
    const ejected = await run(folder.root, { templates: "specstar/templates" });
    expect(ejected.textOf("generated/note/note.router.ts")).toBe(plain.textOf("generated/note/note.router.ts"));
    expect(ejected.diagnostics).toEqual([]);
    folder.write(path, `${folder.read(path)}// the end\n`);
    expect((await run(folder.root, { templates: "specstar/templates" })).textOf("generated/note/note.router.ts")).toMatch(/\/\/ the end\n$/);
    expect((await run(folder.root)).textOf("generated/note/note.router.ts")).toBe(plain.textOf("generated/note/note.router.ts"));
    expect((await specstar(folder.root, "eject", "router.ts")).stderr).toContain("is there already");
    expect((await specstar(folder.root, "eject", "--diff", "router.ts")).stdout).toContain("-// the end");
  });

  it("warns when the original has changed since", async () => {
    const folder = noteProject();
    const hash = /sha256:\w+/.exec(ejectedHeader("index.ts"))?.[0] ?? "";
    folder.write("specstar/templates/index.ts.hbs", ejectedHeader("index.ts").replace(hash, `sha256:${"0".repeat(64)}`) + readTemplate("index.ts"));
    const { diagnostics, textOf } = await run(folder.root, { templates: "specstar/templates" });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["SPEC6002", "warning"]]);
    expect(textOf("generated/index.ts")).toContain("openManagers");
  });

  it.each([
    ["{{#each routes}}\n", 3],
    ["\n\n{{nothing.here}}\n", 4],
  ])("names the line of a template that can't be filled: %j", async (text, line) => {
    const folder = noteProject();
    folder.write("specstar/templates/router.ts.hbs", ejectedHeader("router.ts") + text);
    const { diagnostics, textOf } = await run(folder.root, { templates: "specstar/templates" });
    expect(diagnostics).toMatchObject([{ code: "SPEC6001", span: { file: "specstar/templates/router.ts.hbs", line } }]);
    expect(textOf("generated/index.ts")).toBeUndefined();
  });

  it("writes only templates that there are, and only into the project", async () => {
    const folder = noteProject();
    for (const name of ["../router.ts", "../../package.json", "routr.ts"]) expect((await specstar(folder.root, "eject", name)).exitCode).toBe(2);
    const elsewhere = tempProject();
    mkdirSync(join(folder.root, "specstar"));
    symlinkSync(elsewhere.root, join(folder.root, "specstar/templates"));
    expect((await specstar(folder.root, "eject", "router.ts")).stderr).toContain("outside of the project");
    expect(elsewhere.list()).toEqual([]);
    expect((await specstar(folder.root, "eject")).stdout).toBe(TEMPLATE_NAMES.map((name) => `${name}\n`).join(""));
  });
});

function file(path: string) {
  return { path, text: "", kind: "generated" } as const;
}

describe("emitters of the project's own", () => {
  const project = { models: [] };
  const check = (emit: Emitter) => runEmitters(project, [{ module: "emit.js", emit }], { output: "out", files: [{ path: "out/Index.ts", text: "", kind: "generated" }] });

  it.each(["../x", "x", "out", "outside/x", "out/../x", "/out/x", "out\\x", "out//x", "out/.specstar-manifest.json", "out/c:x", "out/index.ts"])("may not write %s", (path) => {
    expect(() => check(() => [file(path)])).toThrow(/the emitter emit\.js gives/);
  });

  it("names the module that fails, or that gives something else than files", () => {
    expect(() => check(() => JSON.parse("no luck"))).toThrow("the emitter emit.js failed: Unexpected token");
    expect(() => check(() => JSON.parse('[{"path":"out/a"}]'))).toThrow("gives something that is no file");
    expect(() => check(() => JSON.parse("{}"))).toThrow("doesn't give a list of files");
    expect(() => check(() => [file("out/a"), file("out/A")])).toThrow("which emit.js gives already");
    expect(check(() => [file("out/deep/a")])).toEqual([file("out/deep/a")]);
  });

  it("are loaded anew when they have changed, and named when they can't be", async () => {
    const folder = noteProject();
    for (const text of ["one", "two, longer"]) {
      folder.write("emit.mjs", `export default () => [{ path: "generated/a.txt", text: "${text}", kind: "generated" }];`);
      expect((await run(folder.root, { emitters: ["emit.mjs"] })).textOf("generated/a.txt")).toBe(text);
    }
    folder.write("none.mjs", "export const emit = 1;");
    folder.write("broken.mjs", "export default (");
    await expect(run(folder.root, { emitters: ["none.mjs"] })).rejects.toThrow("the emitter none.mjs has no default export");
    await expect(run(folder.root, { emitters: ["broken.mjs"] })).rejects.toThrow("the emitter broken.mjs can't be loaded");
    await expect(run(folder.root, { emitters: ["gone.mjs"] })).rejects.toThrow("there is no emitter gone.mjs");
  });
});

describe("the examples", () => {
  it("draw a diagram with an emitter", async () => {
    const { textOf } = await run(example("custom-emitter").root, { emitters: ["emitters/mermaid.js"] });
    expect(textOf("generated/models.mmd")).toBe(
      ["classDiagram", "  class Book {", "    +string title", "    +string isbn", "    +Shelf shelf?", "    +date lentUntil?", "  }", "  Book --> Shelf : shelf", "  class Shelf {", "    +string room", "    +number row", "  }", ""].join("\n"),
    );
  });

  it("replace a template", async () => {
    const folder = example("ejected-template");
    const { textOf, diagnostics } = await run(folder.root, { templates: "specstar/templates" });
    expect(textOf("generated/note/note.manager.ts")).toContain("// Owned by the platform team");
    // When this fails, take over what has changed in templates/manager.ts.hbs, with the hash: `specstar eject --diff manager.ts`.
    expect(diagnostics).toEqual([]);
    expect(readFileSync(join(folder.root, "specstar.config.ts"), "utf8")).toContain('templates: "specstar/templates"');
  });
});
