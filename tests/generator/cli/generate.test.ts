import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar, type Ran } from "./test-world.js";

const model = (name: string, fields = "title!: string;"): string =>
  `import { schema, type Index } from "@specstar/runtime/spec";\n\nexport class ${name} {\n  ${fields}\n}\n\nexport default schema(${name}, "v1");\n`;

function project(...names: readonly string[]): TempProject {
  const made = tempProject();
  for (const name of names) made.write(`models/${name.toLowerCase()}.ts`, model(name));
  return made;
}

const generate = (target: TempProject, ...flags: readonly string[]): Promise<Ran> => specstar(target.root, "generate", ...flags);
const withoutStamps = (paths: readonly string[]): string[] => paths.map((path) => path.replace(/\d{14}_/, "<stamp>_"));

const filesOf = (name: string): string[] => ["manager", "model", "router"].map((kind) => `generated/${name}/${name}.${kind}.ts`);
const lineOf = (action: string) => (path: string) => `${action.padEnd(7)} ${path}`;

describe("specstar generate", () => {
  it("says what it created, and how long it took", async () => {
    const target = project("Issue", "Tag");
    const { exitCode, stdout, stderr } = await generate(target);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/^✔ 2 models · (\d+) files · \1 written · \d+\.\d\d s\n$/),
    });
    const created = stdout.trim().split("\n");
    expect(created.every((line) => line.startsWith("created "))).toBe(true);
    expect(created.map((line) => line.slice("created ".length))).toEqual(
      target.list().filter((path) => !path.startsWith("models/") && path !== "generated/.specstar-manifest.json"),
    );
    expect(stdout).toContain("created generated/issue/issue.router.ts\n");
  });

  it("changes no byte and no time the second time", async () => {
    const target = project("Issue", "Tag");
    await generate(target);
    const before = target.snapshot();
    const { exitCode, stdout, stderr } = await generate(target);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(stderr).toMatch(/^✔ 2 models · \d+ files · 0 written · /);
    expect(target.snapshot()).toEqual(before);
  });

  it("prints the same as JSON", async () => {
    const target = project("Issue");
    const { exitCode, stdout, stderr } = await generate(target, "--json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      updated: [],
      unchanged: [],
      removed: [],
      edited: [],
      diagnostics: [],
      milliseconds: expect.any(Number),
    });
    expect(result.created).toContain("generated/issue/issue.model.ts");
  });

  it("adds exactly the files of a model that is added", async () => {
    const target = project("Issue");
    await generate(target);
    const before = target.list();
    target.write("models/tag.ts", model("Tag"));
    await generate(target);
    const added = target.list().filter((path) => !before.includes(path));
    expect(withoutStamps(added)).toEqual([
      "generated/tag/tag.manager.ts",
      "generated/tag/tag.model.ts",
      "generated/tag/tag.router.ts",
      ...migrationFiles("create_tag"),
      "models/tag.ts",
    ]);
  });

  it("replaces exactly the files of a model that is renamed, and removes those of one that is gone", async () => {
    const target = project("Issue", "Tag", "User");
    await generate(target);
    const before = target.snapshot();
    rmSync(join(target.root, "models/tag.ts"));
    rmSync(join(target.root, "models/user.ts"));
    target.write("models/label.ts", model("Label"));
    const { exitCode, stdout } = await generate(target);
    expect(exitCode).toBe(0);
    expect(withoutStamps(stdout.trim().split("\n")).toSorted()).toEqual(
      [
        ...[...filesOf("label"), ...migrationFiles("create_label")].map(lineOf("created")),
        ...["generated/client.ts", "generated/index.ts", "generated/openapi.json", "specstar.lock.json"].map(lineOf("updated")),
        ...[...filesOf("tag"), ...filesOf("user")].map(lineOf("removed")),
      ].toSorted(),
    );
    expect(readdirSync(join(target.root, "generated")).toSorted()).toEqual([
      ".specstar-manifest.json",
      "client.ts",
      "index.ts",
      "issue",
      "label",
      "openapi.json",
    ]);
    for (const path of filesOf("issue")) expect(target.snapshot()[path]).toEqual(before[path]);
  });

  it("names every broken model, and writes nothing at all", async () => {
    const target = project("Issue");
    target.write("models/tag.ts", model("Tag", "color: symbol;"));
    target.write("models/user.ts", model("User", "since: Map<string, string>;"));
    const before = target.snapshot();
    const { exitCode, stdout, stderr } = await generate(target);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/models\/tag\.ts:4:\d+ error SPEC\d+: /);
    expect(stderr).toMatch(/models\/user\.ts:4:\d+ error SPEC\d+: /);
    expect(stderr).toContain("^^^");
    expect(target.snapshot()).toEqual(before);
    expect(readdirSync(target.root)).toEqual(["models"]);
  });

  it("keeps what it generated when a model breaks", async () => {
    const target = project("Issue", "Tag");
    await generate(target);
    target.write("models/tag.ts", "export class Tag {");
    const before = target.snapshot();
    expect((await generate(target)).exitCode).toBe(2);
    expect(target.snapshot()).toEqual(before);
    const json = JSON.parse((await generate(target, "--json")).stdout);
    expect(json).toMatchObject({ created: [], diagnostics: [{ severity: "error", span: { file: "models/tag.ts" } }] });
  });

  it("stops for an edited file, shows the edit and the ways on, and takes --force", async () => {
    const target = project("Issue");
    await generate(target);
    const path = "generated/issue/issue.router.ts";
    const generated = target.read(path);
    target.write(path, generated.replace("  return resourceRouter", "  // mine\n  return resourceRouter"));
    target.write("models/tag.ts", model("Tag"));
    const before = target.snapshot();
    const { exitCode, stdout, stderr } = await generate(target);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`error: ${path} is not as specstar left it`);
    expect(stderr).toContain("\n-  // mine\n");
    expect(stderr).toContain(`specstar generate --force ${path}`);
    expect(target.snapshot()).toEqual(before);

    const forced = await generate(target, "--force", path);
    expect(forced.exitCode).toBe(0);
    expect(forced.stdout).toContain(`updated ${path}\n`);
    expect(target.read(path)).toBe(generated);
  });

  it("takes --force for a file as it is named from the folder where the user is", async () => {
    const target = project("Issue");
    await generate(target);
    target.write("generated/index.ts", "mine\n");
    const { exitCode } = await specstar(join(target.root, "generated"), "--root", "..", "generate", "--force", "index.ts");
    expect(exitCode).toBe(0);
    expect(target.read("generated/index.ts")).not.toBe("mine\n");
  });

  it("says that there is no project", async () => {
    const target = tempProject();
    expect(await generate(target)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("SPEC1001") });
    expect(await specstar(target.root, "--root", "nowhere", "generate")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("there is no folder"),
    });
    expect(target.list()).toEqual([]);
  });

  it("takes its folders from specstar.config.ts", async () => {
    const target = tempProject();
    target.write("src/models/issue.ts", model("Issue"));
    target.write(
      "specstar.config.ts",
      'import { defineConfig } from "specstar";\n\nexport default defineConfig({ models: "src/models", output: "src/generated", migrations: "db" });\n',
    );
    expect((await generate(target)).exitCode).toBe(0);
    expect(target.list().map((path) => path.split("/").slice(0, 2).join("/"))).toEqual(
      expect.arrayContaining(["src/generated", "db/sqlite"]),
    );
    expect(target.has("generated")).toBe(false);
  });
});

describe("two runs at once", () => {
  it("both end well, and write what one would have written", async () => {
    const target = project("Issue", "Tag");
    const runs = await Promise.all([generate(target), generate(target), generate(target)]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const alone = project("Issue", "Tag");
    await generate(alone);
    expect(withoutStamps(target.list())).toEqual(withoutStamps(alone.list()));
  });
});

/** Sorted, and without stamps. */
function migrationFiles(slug: string): string[] {
  return ["postgres", "sqlite"].flatMap((dialect) => ["down", "migration"].map((name) => `migrations/${dialect}/<stamp>_${slug}/${name}.sql`));
}

/** Without the stamp that a migration gets from the clock. */
const contents = (target: TempProject): Record<string, string> =>
  Object.fromEntries(
    target
      .list()
      .filter((path) => !path.startsWith("models/"))
      .map((path) => [path.replace(/\d{14}_/, "<stamp>_"), target.read(path).replaceAll(/\d{14}_/g, "<stamp>_").replaceAll(/checksum: sha256:[0-9a-f]{64}/g, "checksum: <hash>")])
      .filter(([path]) => path !== "generated/.specstar-manifest.json"),
  );

describe("the bytes that are generated", () => {
  it("are the same in another folder, with the models made in another order", async () => {
    const one = project("Issue", "Tag", "User");
    const two = project("User", "Tag", "Issue");
    await generate(one);
    await generate(two);
    expect(contents(two)).toEqual(contents(one));
  });

  it("are the same from models with other line ends", async () => {
    const [unix, windows] = [project("Issue"), project("Issue")];
    windows.write("models/issue.ts", windows.read("models/issue.ts").replaceAll("\n", "\r\n"));
    await generate(unix);
    await generate(windows);
    expect(contents(windows)).toEqual(contents(unix));
  });

  it("are those that were there, when a folder has moved", async () => {
    const target = project("Issue");
    await generate(target);
    const moved = tempProject();
    mkdirSync(join(moved.root, "elsewhere"));
    cpSync(target.root, join(moved.root, "elsewhere"), { recursive: true });
    const { stdout, exitCode } = await specstar(join(moved.root, "elsewhere"), "generate");
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 0 });
  });

  it("follow the output folder when it is renamed", async () => {
    const target = project("Issue");
    await generate(target);
    mkdirSync(join(target.root, "src"));
    renameSync(join(target.root, "generated"), join(target.root, "src/code"));
    target.write("specstar.config.ts", 'export default { output: "src/code" };\n');
    const { exitCode, stdout } = await generate(target);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("updated src/code/issue/issue.model.ts");
    expect(stdout).not.toMatch(/created (?!specstar)/);
    rmSync(join(target.root, "models"), { recursive: true });
  });
});
