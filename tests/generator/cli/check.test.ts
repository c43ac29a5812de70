import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wantsColour } from "../../../generator/cli/world.js";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar, type Ran } from "./test-world.js";

const model = (name: string, fields = "title!: string;"): string =>
  `import { schema, type Index } from "@specstar/runtime/spec";\n\nexport class ${name} {\n  ${fields}\n}\n\nexport default schema(${name}, "v1");\n`;

const generate = (target: TempProject, ...flags: readonly string[]): Promise<Ran> => specstar(target.root, "generate", ...flags);

/** A generated project in which one file is stale, one missing, one superfluous and one edited. */
async function drifted(): Promise<TempProject> {
  const target = tempProject();
  for (const name of ["Issue", "Tag", "User"]) target.write(`models/${name.toLowerCase()}.ts`, model(name));
  await generate(target);
  target.write("models/issue.ts", model("Issue", "title!: string;\n  done?: boolean;"));
  rmSync(join(target.root, "models/tag.ts"));
  rmSync(join(target.root, "generated/user/user.manager.ts"));
  target.write("generated/user/user.router.ts", `${target.read("generated/user/user.router.ts")}// mine\n`);
  return target;
}

describe("generate --check", () => {
  it("ends with 0 and says nothing when every file is as it should be", async () => {
    const target = tempProject();
    target.write("models/issue.ts", model("Issue"));
    await generate(target);
    expect(await generate(target, "--check")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  it("ends with 4, names stale, missing, extra and edited files, and writes nothing", async () => {
    const target = await drifted();
    const before = target.snapshot();
    const { exitCode, stdout, stderr } = await generate(target, "--check");
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^stale {3}generated\/issue\/issue\.model\.ts$/m);
    expect(stdout).toMatch(/^extra {3}generated\/tag\/tag\.model\.ts$/m);
    expect(stdout).toMatch(/^missing generated\/user\/user\.manager\.ts$/m);
    expect(stdout).toMatch(/^edited {2}generated\/user\/user\.router\.ts$/m);
    expect(stdout).toContain("\n-// mine\n");
    expect(stderr).toContain("Run `specstar generate`");
    expect(target.snapshot()).toEqual(before);
  });

  it("gives the same as JSON", async () => {
    const target = await drifted();
    const { exitCode, stdout, stderr } = await generate(target, "--check", "--json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      stale: expect.arrayContaining(["generated/issue/issue.model.ts", "generated/index.ts"]),
      missing: ["generated/user/user.manager.ts"],
      extra: expect.arrayContaining(["generated/tag/tag.model.ts"]),
      edited: ["generated/user/user.router.ts"],
      patches: { "generated/user/user.router.ts": expect.stringContaining("-// mine") },
      diagnostics: [],
    });
  });

  it("marks the files in a pull request", async () => {
    const { stdout } = await generate(await drifted(), "--check", "--format", "github");
    expect(stdout).toContain("::error file=generated/tag/tag.model.ts,title=specstar generate --check::The file is extra.");
  });

  it("ends with 2 when a model is broken, whatever the files are like", async () => {
    const target = await drifted();
    target.write("models/issue.ts", model("Issue", "title!: symbol;"));
    const { exitCode, stdout } = await generate(target, "--check", "--format", "github");
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^::error file=models\/issue\.ts,line=4,col=11,endColumn=17,title=SPEC\d{4}::/m);
  });
});

describe("generate --diff", () => {
  it("prints a patch that does what the run would do", async () => {
    const target = await drifted();
    await generate(target, "--force", "generated/user/user.router.ts");
    target.write("models/issue.ts", model("Issue", "title!: string;\n  done?: boolean;\n  late?: boolean;"));
    rmSync(join(target.root, "models/user.ts"));
    target.write("models/label.ts", model("Label"));
    const before = target.snapshot();
    const { exitCode, stdout } = await generate(target, "--diff");
    expect(exitCode).toBe(0);
    expect(target.snapshot()).toEqual(before);
    const applied = spawnSync("git", ["apply", "-"], { cwd: target.root, input: stdout, encoding: "utf8" });
    expect(applied).toMatchObject({ status: 0, stderr: "" });
    // All is there already, but for what the manifest says of it.
    const { updated, created, removed, edited } = JSON.parse((await generate(target, "--dry-run", "--json")).stdout);
    expect({ updated, created, removed, edited }).toEqual({ updated: [], created: [], removed: [], edited: [] });
  });
});

describe("generate --dry-run", () => {
  it("says what would be done, and does nothing", async () => {
    const target = tempProject();
    target.write("models/issue.ts", model("Issue"));
    const { exitCode, stdout } = await generate(target, "--dry-run");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("create  generated/issue/issue.model.ts\n");
    expect(target.list()).toEqual(["models/issue.ts"]);
  });

  it("ends with 2 when the run would stop for an edit", async () => {
    const { exitCode, stdout, stderr } = await generate(await drifted(), "--dry-run");
    expect(exitCode).toBe(2);
    expect(stdout).toContain("edited  generated/user/user.router.ts\n");
    expect(stderr).toContain("behaviour belongs in server.ts");
  });
});

describe("generate --stats", () => {
  it("tells the time of each phase, the counts and the memory", async () => {
    const target = tempProject();
    target.write("models/issue.ts", model("Issue"));
    const { stats } = JSON.parse((await generate(target, "--stats", "--json")).stdout);
    expect(Object.keys(stats.phases)).toEqual(["check", "config", "read", "emit", "compare", "write"]);
    expect(stats).toMatchObject({ models: 1, fields: 1, unchanged: 0, removed: 0, peakMegabytes: expect.any(Number) });
    const { stderr } = await generate(target, "--stats");
    expect(stderr).toMatch(/^check +\d+\.\d ms\nmodels +1\nfields +1\nfiles +0 written, \d+ unchanged, 0 removed\nmemory +\d[\d,]* MB\n✔ 1 model · /);
  });
});

it("refuses flags that contradict each other", async () => {
  expect(await specstar("/", "generate", "--watch", "--check")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("cannot be used with") });
});

describe("wantsColour", () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ TERM: "dumb" }, true, false],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "0" }, true, false],
  ])("of %j on a terminal (%s) is %s", (env, isTerminal, wanted) => expect(wantsColour(env, isTerminal)).toBe(wanted));
});
