import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { File } from "../../../generator/ir/file.js";
import type { Plan } from "../../../generator/writer/plan.js";
import { Refusal } from "../../../generator/writer/refusal.js";
import { writeFiles } from "../../../generator/writer/write.js";
import { tempProject, type TempProject } from "../temp-project.js";

const generated = (path: string, text = `// ${path}\n`): File => ({ path, text, kind: "generated" });
const issue = [generated("generated/issue/issue.model.ts"), generated("generated/issue/issue.manager.ts")];
const index = (text: string): File => generated("generated/index.ts", text);
const lock = (text: string): File => generated("specstar.lock.json", text);
const migration = (text: string): File => ({ path: "migrations/sqlite/1_a/migration.sql", text, kind: "appended" });
const server = (text: string): File => ({ path: "server.ts", text, kind: "scaffolded" });

async function write(project: TempProject, files: readonly File[], forced: readonly string[] = []): Promise<Plan> {
  const target = { root: project.root, output: "generated", forced: new Set(forced) };
  const plan = await writeFiles(target, async () => files);
  if (plan === undefined) throw new Error("no plan");
  return plan;
}

const actions = (plan: Plan): Record<string, string> => Object.fromEntries(plan.steps.map((step) => [step.path, step.action]));

describe("writeFiles", () => {
  it("creates what is missing, and says so", async () => {
    const project = tempProject();
    const plan = await write(project, [...issue, index("1\n"), lock("{}\n"), migration("SQL\n")]);
    expect(new Set(plan.steps.map((step) => step.action))).toEqual(new Set(["created"]));
    expect(project.read("generated/issue/issue.model.ts")).toBe("// generated/issue/issue.model.ts\n");
    expect(project.list()).toEqual([
      "generated/.specstar-manifest.json",
      "generated/index.ts",
      "generated/issue/issue.manager.ts",
      "generated/issue/issue.model.ts",
      "migrations/sqlite/1_a/migration.sql",
      "specstar.lock.json",
    ]);
  });

  it("touches nothing at all when nothing has changed", async () => {
    const project = tempProject();
    const files = [...issue, index("1\n"), lock("{}\n"), migration("SQL\n")];
    await write(project, files);
    const before = project.snapshot();
    const plan = await write(project, files.toReversed());
    expect(new Set(plan.steps.map((step) => step.action))).toEqual(new Set(["unchanged"]));
    expect(project.snapshot()).toEqual(before);
  });

  it("updates only the file whose text is new", async () => {
    const project = tempProject();
    await write(project, [...issue, index("1\n")]);
    const before = project.snapshot();
    const plan = await write(project, [...issue, index("2\n")]);
    expect(actions(plan)).toMatchObject({ "generated/index.ts": "updated", "generated/issue/issue.model.ts": "unchanged" });
    expect(project.read("generated/index.ts")).toBe("2\n");
    expect(project.snapshot()["generated/issue/issue.model.ts"]).toEqual(before["generated/issue/issue.model.ts"]);
  });

  it("removes the files of a model that is gone, and its folder, but nobody else's", async () => {
    const project = tempProject();
    await write(project, [...issue, generated("generated/tag/tag.model.ts"), index("1\n")]);
    project.write("generated/tag/notes.md", "mine");
    const plan = await write(project, [index("2\n")]);
    expect(actions(plan)).toEqual({
      "generated/index.ts": "updated",
      "generated/issue/issue.manager.ts": "removed",
      "generated/issue/issue.model.ts": "removed",
      "generated/tag/tag.model.ts": "removed",
    });
    expect(project.has("generated/issue")).toBe(false);
    expect(project.list()).toEqual(["generated/.specstar-manifest.json", "generated/index.ts", "generated/tag/notes.md"]);
  });

  it("leaves a file outside the output folder alone when it is no longer generated", async () => {
    const project = tempProject();
    await write(project, [index("1\n"), lock("{}\n")]);
    await write(project, [index("1\n")]);
    expect(project.read("specstar.lock.json")).toBe("{}\n");
  });

  it("writes nothing when a generated file was edited", async () => {
    const project = tempProject();
    await write(project, [...issue, index("1\n")]);
    project.write("generated/index.ts", "1\n// mine\n");
    const before = project.snapshot();
    const plan = await write(project, [index("2\n"), generated("generated/new/new.model.ts")]);
    expect(actions(plan)).toMatchObject({ "generated/index.ts": "edited", "generated/new/new.model.ts": "created" });
    expect(project.snapshot()).toEqual(before);
  });

  it("overwrites an edited file when it is named", async () => {
    const project = tempProject();
    await write(project, [index("1\n")]);
    project.write("generated/index.ts", "1\n// mine\n");
    const plan = await write(project, [index("1\n")], ["generated/index.ts"]);
    expect(actions(plan)).toEqual({ "generated/index.ts": "updated" });
    expect(project.read("generated/index.ts")).toBe("1\n");
  });

  it("does not remove an edited file of a model that is gone", async () => {
    const project = tempProject();
    await write(project, [...issue, index("1\n")]);
    project.write("generated/issue/issue.model.ts", "mine\n");
    const plan = await write(project, [index("1\n")]);
    expect(actions(plan)["generated/issue/issue.model.ts"]).toBe("edited");
    expect(project.read("generated/issue/issue.model.ts")).toBe("mine\n");
    await write(project, [index("1\n")], ["generated/issue/issue.model.ts"]);
    expect(project.has("generated/issue")).toBe(false);
  });

  it("does not take a stranger's file for its own", async () => {
    const project = tempProject();
    project.write("generated/index.ts", "theirs\n");
    const plan = await write(project, [index("1\n")]);
    expect(actions(plan)).toEqual({ "generated/index.ts": "edited" });
    expect(project.read("generated/index.ts")).toBe("theirs\n");
  });

  it("takes a file that already says what it should for unchanged, whoever wrote it", async () => {
    const project = tempProject();
    project.write("generated/index.ts", "1\n");
    expect(actions(await write(project, [index("1\n")]))).toEqual({ "generated/index.ts": "unchanged" });
    expect(actions(await write(project, [index("2\n")]))).toEqual({ "generated/index.ts": "updated" });
  });

  it("does not count other line ends as an edit", async () => {
    const project = tempProject();
    await write(project, [...issue, index("1\n2\n")]);
    for (const path of project.list()) project.write(path, project.read(path).replaceAll("\n", "\r\n"));
    const plan = await write(project, [...issue, index("1\n3\n")]);
    expect(actions(plan)).toMatchObject({ "generated/index.ts": "updated", "generated/issue/issue.model.ts": "unchanged" });
    expect(project.read("generated/issue/issue.model.ts")).toBe("// generated/issue/issue.model.ts\r\n");
  });

  it("never changes an append-only or scaffolded file that is there", async () => {
    const project = tempProject();
    await write(project, [migration("CREATE\n"), server("1\n")]);
    const plan = await write(project, [migration("DROP\n"), server("2\n")]);
    expect(actions(plan)).toEqual({ "migrations/sqlite/1_a/migration.sql": "unchanged", "server.ts": "unchanged" });
    expect(project.read("migrations/sqlite/1_a/migration.sql")).toBe("CREATE\n");
    expect(project.read("server.ts")).toBe("1\n");
  });

  it("writes again what was deleted", async () => {
    const project = tempProject();
    await write(project, [...issue, index("1\n")]);
    rmSync(join(project.root, "generated/issue"), { recursive: true });
    expect(actions(await write(project, [...issue, index("1\n")]))["generated/issue/issue.model.ts"]).toBe("created");
  });

  it("leaves no file of its own behind beside the manifest", async () => {
    const project = tempProject();
    await write(project, [index("1\n")]);
    await write(project, [index("2\n")]);
    expect(project.list()).toEqual(["generated/.specstar-manifest.json", "generated/index.ts"]);
  });

  it("writes nothing when there is nothing to be made", async () => {
    const project = tempProject();
    const target = { root: project.root, output: "generated", forced: new Set<string>() };
    expect(await writeFiles(target, async () => undefined)).toBeUndefined();
    expect(project.has("generated")).toBe(false);
  });
});

describe("the manifest", () => {
  it("is the same text whatever the order of the files, and names them from the output folder", async () => {
    const [one, two] = [tempProject(), tempProject()];
    const files = [...issue, index("1\n"), lock("{}\n")];
    await write(one, files);
    await write(two, files.toReversed());
    const text = one.read("generated/.specstar-manifest.json");
    expect(two.read("generated/.specstar-manifest.json")).toBe(text);
    const manifest = JSON.parse(text) as { files: Record<string, string> };
    expect(Object.keys(manifest.files)).toEqual([
      "../specstar.lock.json",
      "index.ts",
      "issue/issue.manager.ts",
      "issue/issue.model.ts",
    ]);
  });

  it("is read in whatever way it has been formatted", async () => {
    const project = tempProject();
    await write(project, [index("1\n"), lock("1\n")]);
    const path = "generated/.specstar-manifest.json";
    project.write(path, JSON.stringify(JSON.parse(project.read(path))));
    expect(new Set(Object.values(actions(await write(project, [index("2\n"), lock("2\n")]))))).toEqual(new Set(["updated"]));
  });

  it("holds both sides of a merge conflict, and so does a file with one", async () => {
    const project = tempProject();
    const theirs = tempProject();
    await write(project, [index("ours\n")]);
    await write(theirs, [index("theirs\n")]);
    const merged = (path: string): string => `<<<<<<< HEAD\n${project.read(path)}=======\n${theirs.read(path)}>>>>>>> branch\n`;
    const manifest = merged("generated/.specstar-manifest.json");
    project.write("generated/.specstar-manifest.json", manifest);
    project.write("generated/index.ts", "theirs\n");
    expect(actions(await write(project, [index("both\n")]))).toEqual({ "generated/index.ts": "updated" });

    project.write("generated/.specstar-manifest.json", manifest);
    project.write("generated/index.ts", "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n");
    expect(actions(await write(project, [index("both\n")]))).toEqual({ "generated/index.ts": "updated" });
    expect(project.read("generated/index.ts")).toBe("both\n");
  });
});

describe("symbolic links", () => {
  it.each([
    ["the output folder", "generated"],
    ["a folder in it", "generated/issue"],
  ])("does not write or delete through %s", async (_, link) => {
    const project = tempProject();
    const elsewhere = tempProject();
    elsewhere.write("issue.model.ts", "precious\n");
    mkdirSync(join(project.root, link, ".."), { recursive: true });
    symlinkSync(elsewhere.root, join(project.root, link));
    const path = `${link}/issue.model.ts`;
    await expect(write(project, [generated(path)], [path])).rejects.toThrow(Refusal);
    expect(elsewhere.list()).toEqual(["issue.model.ts"]);
    expect(elsewhere.read("issue.model.ts")).toBe("precious\n");
  });

  it("does not delete through a folder that has become a link", async () => {
    const project = tempProject();
    const elsewhere = tempProject();
    await write(project, [...issue, index("1\n")]);
    for (const file of issue) elsewhere.write(file.path.slice("generated/issue/".length), file.text);
    rmSync(join(project.root, "generated/issue"), { recursive: true });
    symlinkSync(elsewhere.root, join(project.root, "generated/issue"));
    await expect(write(project, [index("1\n")])).rejects.toThrow(/symbolic link/);
    expect(elsewhere.list()).toEqual(["issue.manager.ts", "issue.model.ts"]);
  });

  it("does not replace a file that is a link", async () => {
    const project = tempProject();
    project.write("mine.ts", "1\n");
    mkdirSync(join(project.root, "generated"));
    symlinkSync(join(project.root, "mine.ts"), join(project.root, "generated/index.ts"));
    await expect(write(project, [index("1\n")])).rejects.toThrow(/symbolic link/);
  });
});
