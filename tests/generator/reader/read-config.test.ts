import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, defineConfig } from "../../../generator/config.js";
import { readConfig } from "../../../generator/reader/read-config.js";
import { projectFolder } from "./project-folder.js";

function read(text: string): ReturnType<typeof readConfig> {
  return readConfig({ root: projectFolder({ "specstar.config.ts": text }) });
}

describe("readConfig", () => {
  it("has defaults for a project without the file", () => {
    expect(readConfig({ root: projectFolder({}) })).toEqual({ config: DEFAULT_CONFIG, diagnostics: [] });
  });

  it.each([
    'import { defineConfig } from "specstar";\nexport default defineConfig({ models: "src/models" });',
    'import { defineConfig as define } from "specstar";\nexport default define({ models: "./src//models/" } as const);',
    'export default { "models": `src/models` };',
    'import type { Config } from "specstar";\nthrow new Error("never run");\nexport default ({ models: "src/x/../models" }) satisfies Config;',
  ])("reads %j", (text) => {
    expect(read(text)).toEqual({ config: { ...DEFAULT_CONFIG, models: "src/models" }, diagnostics: [] });
  });

  it.each([
    ['export default { output: "." };', "SPEC4004"],
    ['export default { output: "a/.." };', "SPEC4004"],
    ['export default { output: "../out" };', "SPEC4004"],
    ['export default { output: "/out" };', "SPEC4004"],
    ['export default { output: "C:/out" };', "SPEC4004"],
    ['export default { output: "a\\\\b" };', "SPEC4004"],
    ['export default { output: "models" };', "SPEC4005"],
    ['export default { output: "Models/out" };', "SPEC4005"],
    ['export default { models: "src/models", output: "src" };', "SPEC4005"],
    ['export default { migrations: "generated" };', "SPEC4005"],
    ["export default { output: null };", "SPEC4003"],
    ["export default { ouput: 1, modles: 2 };", "SPEC4002 SPEC4002"],
    ['export default { output: process.env["OUT"], models: 5 };', "SPEC4001 SPEC4003"],
    ["export default { ...base };", "SPEC4001"],
    ["const config = {};\nexport default config;", "SPEC4001"],
    ["export default defineConfig({});", "SPEC4001"],
    ['import { defineConfig } from "elsewhere";\nexport default defineConfig({});', "SPEC4001"],
    ["export const models = 5;", "SPEC4001"],
    ["", "SPEC4001"],
    ["export default {", "SPEC1002"],
  ])("refuses %j", (text, codes) => {
    expect(
      read(text)
        .diagnostics.map(({ code }) => code)
        .join(" "),
    ).toBe(codes);
  });

  it("leaves names alone that only begin like another folder", () => {
    expect(read('export default { models: "models", output: "models-generated" };').diagnostics).toEqual([]);
  });
});

describe("defineConfig", () => {
  it("gives back what it takes", () => {
    expect(defineConfig({ models: "src" })).toEqual({ models: "src" });
  });
});
