import { spawn } from "node:child_process";
import { readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar } from "./test-world.js";

const NAMES = ["Issue", "Tag", "User", "Zebra", "Istanbul", "IssueItem"];

const model = (name: string): string => `import { schema, type Index } from "@specstar/runtime/spec";

/** A ${name}. */
export class ${name} {
  title!: string & Index;
  status: ("open" | "i" | "I" | "resolved") & Index = "open";
  due: Date | null = null;
}

export default schema(${name}, "v1");
`;

/** A process of its own, for what only a process has: a time zone, a locale, a working folder, an end by force. */
function run(target: TempProject, { env = {}, cwd = target.root, args = ["generate"] }: { env?: Record<string, string>; cwd?: string; args?: readonly string[] } = {}) {
  const main = fileURLToPath(new URL("run-main.ts", import.meta.url));
  const tsx = import.meta.resolve("tsx");
  return spawn(process.execPath, ["--import", tsx, main, "--root", target.root, ...args], { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

/** What is generated, without the stamp that a migration gets from the clock. */
function contents(target: TempProject): Record<string, string> {
  const files = target.list().filter((path) => /^(?:generated|migrations)\/|lock\.json$/.test(path) && !path.endsWith("manifest.json"));
  return Object.fromEntries(files.map((path) => [path.replace(/\d{14}_/, "<stamp>_"), target.read(path).replaceAll(/\d{14}_/g, "<stamp>_")]));
}

describe("the bytes that are generated", () => {
  it("are the same in every order, locale, time zone, kind of line end, folder and company", async () => {
    const plain = tempProject();
    for (const name of NAMES) plain.write(`models/${name.toLowerCase()}.ts`, model(name));
    expect((await specstar(plain.root, "generate")).exitCode).toBe(0);

    const odd = tempProject();
    const moved = { ...odd, root: join(odd.root, "Ünïcode folder (1)/ğ") };
    for (const name of NAMES.toReversed()) odd.write(`Ünïcode folder (1)/ğ/models/${name.toLowerCase()}.ts`, model(name).replaceAll("\n", "\r\n"));
    odd.write("Ünïcode folder (1)/ğ/models/notes.md", "unrelated");
    odd.write("Ünïcode folder (1)/ğ/other/words.ts", 'export type Words = "resolved" | "I" | "i" | "open";\n');
    const process = run(moved, { env: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, cwd: "/" });
    expect(await once(process, "exit")).toEqual([0, null]);
    const prefix = "Ünïcode folder (1)/ğ/";
    const view = { ...odd, list: () => odd.list().filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)), read: (path: string) => odd.read(prefix + path) };
    expect(contents(view)).toEqual(contents(plain));
  }, 60_000);

  it("come from models that would end the process, throw, or import what is not there, as from others", async () => {
    const [plain, hostile] = [tempProject(), tempProject()];
    plain.write("models/issue.ts", model("Issue"));
    hostile.write("models/issue.ts", `import "./not-there.js";\nprocess.exit(9);\nthrow new Error("no");\n${model("Issue")}while (true) {}\n`);
    await specstar(plain.root, "generate");
    expect(await specstar(hostile.root, "generate")).toMatchObject({ exitCode: 0 });
    expect(contents(hostile)).toEqual(contents(plain));
  });
});

describe("a run that is killed", () => {
  it("leaves whole files, and is mended by the next one, whenever it happens", async () => {
    const whole = tempProject();
    const target = tempProject();
    for (const project of [whole, target]) for (const name of NAMES) project.write(`models/${name.toLowerCase()}.ts`, model(name));
    await specstar(whole.root, "generate");
    const expected = contents(whole);
    for (const delay of [0, 3, 6]) {
      rmSync(join(target.root, "generated"), { recursive: true, force: true });
      const process = run(target);
      for (let waited = 0; !target.has("generated") && waited < 15_000; waited += 1) await sleep(1);
      await sleep(delay);
      process.kill("SIGKILL");
      await once(process, "exit");
      for (const [path, text] of Object.entries(contents(target)).filter(([each]) => !each.includes("/.specstar-tmp/"))) expect(text, path).toBe(expected[path]);
    }
    expect((await specstar(target.root, "generate")).exitCode).toBe(0);
    expect(contents(target)).toEqual(expected);
    expect((await specstar(target.root, "generate", "--check")).exitCode).toBe(0);
    expect(readdirSync(join(target.root, "generated"))).not.toContain(".specstar-tmp");
  }, 60_000);
});

describe("an output folder that can't be used", () => {
  it.each([".", "./", "..", "../elsewhere", "/tmp", "models", "a/../.."])("is refused: %s", async (output) => {
    const target = tempProject();
    target.write("models/issue.ts", model("Issue"));
    target.write("mine.txt", "precious\n");
    target.write("specstar.config.ts", `export default { output: ${JSON.stringify(output)} };\n`);
    const before = target.snapshot();
    expect(await specstar(target.root, "generate")).toMatchObject({ exitCode: 2, stdout: "" });
    expect(target.snapshot()).toEqual(before);
  });

  it("is refused when it is a link, and nothing behind it is touched", async () => {
    const [target, elsewhere] = [tempProject(), tempProject()];
    target.write("models/issue.ts", model("Issue"));
    elsewhere.write("index.ts", "precious\n");
    symlinkSync(elsewhere.root, join(target.root, "generated"));
    const { exitCode, stderr } = await specstar(target.root, "generate");
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("generated is a symbolic link") });
    expect(elsewhere.list()).toEqual(["index.ts"]);
  });

  it("gives a clear error when the disk takes no more, with nothing half-written", async () => {
    const target = tempProject();
    target.write("models/issue.ts", model("Issue"));
    await specstar(target.root, "generate");
    const before = target.snapshot();
    target.write("models/tag.ts", model("Tag"));
    // A file stands where a folder should be: refused to everybody, root included.
    writeFileSync(join(target.root, "generated/tag"), "in the way");
    const { exitCode, stderr } = await specstar(target.root, "generate");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: .*generated\/tag/);
    for (const [path, state] of Object.entries(before).filter(([each]) => each.endsWith(".ts"))) expect(target.snapshot()[path]).toEqual(state);
  });
});
