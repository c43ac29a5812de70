import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { describeError } from "../../../generator/cli/describe-error.js";
import { createProgram } from "../../../generator/cli/program.js";
import { main } from "../../../generator/cli/main.js";
import { Refusal } from "../../../generator/writer/refusal.js";
import { tempProject } from "../temp-project.js";
import { specstar, testWorld } from "./test-world.js";

const { version } = JSON.parse(readFileSync(fileURLToPath(new URL("../../../package.json", import.meta.url)), "utf8"));

const COMMANDS = ["init", "generate", "migrate", "dev", "ir", "explain", "breaking", "eject"];

describe("specstar", () => {
  it.each([["--help"], ["-h"], []])("prints its commands on stdout: %s", async (...argv) => {
    const { exitCode, stdout, stderr } = await specstar("/", ...argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(stdout).toMatch(/0 done [^]* 6 no consent/);
  });

  it.each(COMMANDS)("prints the help of %s, with lines to copy that it understands", async (command) => {
    const { exitCode, stdout, stderr } = await specstar("/", command, "--help");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const lines = stdout.slice(stdout.indexOf("Examples:\n")).match(/(?<=^ {2}specstar ).+?(?=$| {2,}#| >)/gm) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const program = createProgram(testWorld("/"), () => undefined);
      const known = program.commands.find((each) => each.name() === line.split(" ")[0]);
      expect(known?.name()).toBe(command);
      const flags = line.match(/--[a-z-]+/g) ?? [];
      expect([...(known?.options ?? []), ...program.options].map(({ long }) => long)).toEqual(expect.arrayContaining(flags));
    }
  });

  it("says in docs/commands.md what its help says", () => {
    const page = readFileSync(fileURLToPath(new URL("../../../docs/commands.md", import.meta.url)), "utf8");
    for (const command of createProgram(testWorld("/"), () => undefined).commands) {
      expect(page).toContain(`\`specstar ${command.name()}`);
      for (const { long } of command.options) expect(page, command.name()).toMatch(new RegExp(`\`[^\`]*${command.name()}[^\`]*${long}\\b|\`${long}[ \`]`));
    }
  });

  it("prints its version", async () => {
    expect(await specstar("/", "--version")).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([
    [["genrate"], "Did you mean generate?"],
    [["generate", "--jsno"], "Did you mean --json?"],
    [["explan", "SPEC1203"], "Did you mean explain?"],
    [["breaking", "--against", "main", "--ingore", "X"], "Did you mean --ignore?"],
    [["breaking"], "required option '--against <ref|file>' not specified"],
    [["ir", "--shema"], "Did you mean --schema?"],
    [["migrate", "--steps", "0"], "whole number, 1 or more"],
    [["generate", "--format", "xml"], "Allowed choices are text, github, json."],
    [["migrate", "upp"], "Allowed choices are status, plan, up, down."],
    [["init", "one", "two"], "too many arguments"],
    [["--root"], "argument missing"],
    [["generate", "--force"], "argument missing"],
  ])("exits with 2 for %j", async (argv, message) => {
    const { exitCode, stdout, stderr } = await specstar("/", ...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  it("takes --root before and after the command", async () => {
    const project = tempProject();
    expect((await specstar("/", "--root", project.root, "init", "one")).exitCode).toBe(0);
    expect((await specstar("/", "init", "two", "--root", project.root)).exitCode).toBe(0);
    expect(project.has("one/package.json") && project.has("two/package.json")).toBe(true);
  });

  it("exits with 1, a stack and a sentence for a bug of ours", async () => {
    const world = { ...testWorld("/"), stdout: () => raise(new TypeError("oops")) };
    const said = { stderr: "" };
    const exitCode = await main(["--help"], { ...world, stderr: (text) => void (said.stderr += text) });
    expect(exitCode).toBe(1);
    expect(said.stderr).toMatch(/^TypeError: oops\n {4}at [^]*This is a bug in specstar/);
  });
});

function raise(error: Error): never {
  throw error;
}

describe("describeError", () => {
  it("shows what the user can mend without a stack", () => {
    expect(describeError(new Refusal("no", "yes"))).toEqual({ exitCode: 2, text: "error: no\n  = help: yes\n" });
  });

  it.each([
    ["ENOSPC", "make room on the disk"],
    ["EROFS", "the right to read and write"],
    ["EACCES", "the right to read and write"],
  ])("tells what to do when the disk refuses with %s", (code, help) => {
    const error = Object.assign(new Error(`${code}: open 'generated/index.ts'`), { code, syscall: "open" });
    expect(describeError(error)).toEqual({ exitCode: 2, text: expect.stringMatching(new RegExp(`^error: ${code}: open .*\n  = help: .*${help}`)) });
  });

  it("knows an error of the project's own runtime by its name", () => {
    const error = Object.assign(new Error("backend.json is wrong"), {
      name: "SpecstarError",
      code: "CONFIG_INVALID",
      problems: [],
    });
    const text = "error CONFIG_INVALID: backend.json is wrong\n";
    expect(describeError(error)).toEqual({ exitCode: 2, text });
  });
});
