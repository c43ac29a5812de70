import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar } from "./test-world.js";

const repo = fileURLToPath(new URL("../../..", import.meta.url));
const readJson = (project: TempProject, path = "package.json") => JSON.parse(project.read(path));

const PROJECT = [
  ".gitattributes",
  ".gitignore",
  "backend.json",
  "models/issue.ts",
  "package.json",
  "server.ts",
  "specstar.config.ts",
  "tests/issue.test.ts",
  "tsconfig.json",
];

describe("specstar init", () => {
  it("turns an empty folder into a project, and says what to do next", async () => {
    const project = tempProject();
    const { exitCode, stdout, stderr } = await specstar(project.root, "init");
    expect(exitCode).toBe(0);
    expect(project.list()).toEqual(PROJECT);
    for (const path of PROJECT) expect(stdout).toContain(`created   ${path}\n`);
    expect(stderr).toMatch(/Next:\n {2}npm install .*\n {2}npm run dev /);
    expect(readJson(project)).toMatchObject({
      private: true,
      type: "module",
      scripts: {
        generate: "specstar generate",
        check: "specstar generate --check",
        migrate: "specstar migrate up",
        dev: "specstar dev",
        build: "tsc",
        start: expect.anything(),
        test: expect.anything(),
      },
    });
  });

  it("makes the folder that it is given", async () => {
    const project = tempProject();
    const { exitCode, stderr } = await specstar(project.root, "init", "My App");
    expect(exitCode).toBe(0);
    expect(project.list()).toEqual(PROJECT.map((path) => `My App/${path}`));
    expect(readJson(project, "My App/package.json").name).toBe("my-app");
    expect(stderr).toContain("cd My App\n");
  });

  it("changes nothing the second time, and says so", async () => {
    const project = tempProject();
    await specstar(project.root, "init");
    const before = project.snapshot();
    const { exitCode, stdout, stderr } = await specstar(project.root, "init");
    expect(exitCode).toBe(0);
    expect(project.snapshot()).toEqual(before);
    expect(stdout).not.toMatch(/created|updated/);
    expect(stderr).toContain("nothing was changed");
  });

  it("keeps every file that is there", async () => {
    const project = tempProject();
    for (const path of ["server.ts", "backend.json", "specstar.config.ts", "tsconfig.json", "tests/issue.test.ts"])
      project.write(path, `mine: ${path}`);
    await specstar(project.root, "init");
    for (const path of ["server.ts", "backend.json", "specstar.config.ts", "tsconfig.json", "tests/issue.test.ts"]) {
      expect(project.read(path)).toBe(`mine: ${path}`);
    }
  });

  it("adds no example to a project with models", async () => {
    const project = tempProject();
    project.write("models/deep/order.ts", "export class Order {}");
    await specstar(project.root, "init");
    expect(project.list()).toEqual([...PROJECT.filter((path) => !/issue/.test(path)), "models/deep/order.ts"].toSorted());
  });

  it("adds only missing lines to .gitignore and .gitattributes, in their own style", async () => {
    const project = tempProject();
    project.write(".gitignore", "*.log\r\ndist/");
    project.write(".gitattributes", "* text=auto\n");
    await specstar(project.root, "init");
    expect(project.read(".gitignore")).toBe("*.log\r\ndist/\r\nnode_modules/\r\ndata/\r\n");
    expect(project.read(".gitattributes")).toBe(
      "* text=auto\ngenerated/** linguist-generated=true\nspecstar.lock.json linguist-generated=true\n",
    );
  });

  it("refuses a file as the folder, and a package.json that it can't read", async () => {
    const project = tempProject();
    project.write("file", "");
    expect(await specstar(project.root, "init", "file")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("is a file"),
    });
    project.write("package.json", "{ nonsense");
    const before = project.snapshot();
    const { exitCode, stderr } = await specstar(project.root, "init");
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("package.json isn't JSON") });
    expect(stderr).not.toContain("    at ");
    expect(project.snapshot()).toEqual(before);
  });
});

describe("an existing package.json", () => {
  it("keeps all it says, and its style", async () => {
    const project = tempProject();
    const before = {
      name: "shop",
      version: "3.1.4",
      type: "module",
      scripts: { dev: "mine", lint: "eslint" },
      dependencies: { "swagger-ui-dist": "5.0.0" },
      custom: [1, 2],
    };
    project.write("package.json", JSON.stringify(before, null, "\t"));
    const { stdout } = await specstar(project.root, "init");
    const after = readJson(project);
    expect(after).toMatchObject(before);
    expect(Object.keys(after).slice(0, 6)).toEqual(Object.keys(before));
    expect(project.read("package.json")).toMatch(/^\{\n\t"name"[^]*\}$/);
    expect(stdout).toMatch(
      /updated {3}package\.json: scripts generate, check, migrate, build, start, test; dependencies @specstar\/runtime, better-sqlite3, express/,
    );
  });

  it("does not ask twice for a package, wherever it is asked for", async () => {
    const project = tempProject();
    project.write(
      "package.json",
      JSON.stringify({ devDependencies: { express: "5.0.0", specstar: "file:../specstar.tgz" }, peerDependencies: { "swagger-ui-dist": "*" } }),
    );
    await specstar(project.root, "init");
    const { dependencies, devDependencies } = readJson(project);
    expect(Object.keys(dependencies)).toEqual(["@specstar/runtime", "better-sqlite3"]);
    expect(devDependencies).toMatchObject({ express: "5.0.0", specstar: "file:../specstar.tgz" });
  });

  it("replaces what `npm init` puts there to be replaced", async () => {
    const project = tempProject();
    project.write(
      "package.json",
      JSON.stringify({ name: "a", type: "commonjs", scripts: { test: 'echo "Error: no test specified" && exit 1' } }),
    );
    const { stderr } = await specstar(project.root, "init");
    expect(readJson(project)).toMatchObject({ type: "module", scripts: { test: expect.stringContaining("tsx --test") } });
    expect(stderr).not.toContain("warning");
  });

  it("does not turn a package with code of its own into ES modules, and says that it should be", async () => {
    const project = tempProject();
    project.write("package.json", JSON.stringify({ name: "a" }));
    project.write("lib/index.js", "module.exports = 1;");
    const { stderr } = await specstar(project.root, "init");
    expect(readJson(project)).not.toHaveProperty("type");
    expect(stderr).toContain('warning: generated code is ES modules: package.json needs "type": "module"');
  });
});

describe("what a new project asks for", () => {
  it("are the versions that this repo is tested with", async () => {
    const project = tempProject();
    await specstar(project.root, "init");
    const own = JSON.parse(readFileSync(join(repo, "package.json"), "utf8"));
    const runtime = JSON.parse(readFileSync(join(repo, "runtime/package.json"), "utf8"));
    const tested = {
      ...own.devDependencies,
      ...runtime.dependencies,
      specstar: `^${own.version}`,
      "@specstar/runtime": `^${runtime.version}`,
    };
    const { dependencies, devDependencies } = readJson(project);
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect([name, version]).toEqual([name, tested[name]]);
  });
});
