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
    ['export default { templates: "generated/templates" };', "SPEC4005"],
    ["export default { dialects: [] };", "SPEC4003"],
    ['export default { dialects: "sqlite" };', "SPEC4003"],
    ['export default { dialects: ["sqlite", "sqlite"] };', "SPEC4008"],
    ['export default { outputs: ["json-schema"] };', "SPEC4007"],
    ['export default { emitters: ["", 5] };', "SPEC4003 SPEC4003"],
    ["export default { openapi: [] };", "SPEC4003"],
    ['export default { openapi: { titel: "x", version: 1 } };', "SPEC4002 SPEC4003"],
    ["export default { openapi: { servers: [{}] } };", "SPEC4006"],
    ['export default { openapi: { license: { name: "MIT", identifier: "MIT", url: "https://x.org" } } };', "SPEC4009"],
    ['export default { openapi: { contact: { url: "x.org" } } };', "SPEC4003"],
    ['export default { openapi: { security: { "a b": { type: "http", scheme: "basic" } } } };', "SPEC4003"],
    ['export default { openapi: { security: { a: { type: "http" }, b: { type: "oauth2" }, c: {} } } };', "SPEC4006 SPEC4007 SPEC4006"],
    ['export default { openapi: { security: { a: { type: "http", scheme: "basic", in: "header" } } } };', "SPEC4002"],
  ])("refuses %j", (text, codes) => {
    expect(
      read(text)
        .diagnostics.map(({ code }) => code)
        .join(" "),
    ).toBe(codes);
  });

  it("reads every key", () => {
    const config = {
      models: "m",
      output: "o",
      migrations: "sql",
      dialects: ["postgres"],
      outputs: ["jsonSchema", "openapiYaml"],
      openapi: {
        title: "Shop",
        version: "2.0.0",
        description: "What it is.",
        license: { name: "MIT", identifier: "MIT" },
        contact: { name: "We", url: "https://example.org/", email: "we@example.org" },
        servers: [{ url: "/" }, { url: "https://example.org", description: "Out there." }],
        security: {
          token: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A token." },
          key: { type: "apiKey", in: "cookie", name: "key" },
          login: { type: "openIdConnect", openIdConnectUrl: "https://example.org/login" },
        },
      },
      templates: "tools/templates",
      emitters: ["./tools/docs.js"],
      workers: "jobs/handlers.ts",
    };
    expect(read(`export default ${JSON.stringify(config)};`)).toEqual({ config, diagnostics: [] });
  });

  it("says where in the config a problem is, and what was meant", () => {
    const { diagnostics } = read('export default { openapi: { servers: [{ url: "/" }, { ulr: "/", description: 5 }] } };');
    expect(diagnostics.map(({ message, help }) => `${message} ${help}`)).toEqual([
      "`openapi.servers[1]` lacks `url`. Add `url`, or leave `openapi.servers[1]` out.",
      "`openapi.servers[1]` has no key `ulr`. The keys are url, description. Did you mean `url`?",
      "`openapi.servers[1].description` is not text. Write it in quotes: `\"…\"`.",
    ]);
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
