import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalogue } from "../generator/diagnostics/catalogue.js";
import { formatDiagnostic } from "../generator/diagnostics/format.js";
import { generate } from "../generator/index.js";
import { readConfig } from "../generator/reader/read-config.js";
import type { Diagnostic } from "../generator/diagnostics.js";

const folder = fileURLToPath(new URL("../fixtures/invalid/", import.meta.url));
const cases = readdirSync(folder).sort();

/** What a run of the generator has to say about a project: the config's problems, and, if it has none, those of the models and templates. */
function diagnose(root: string): readonly Diagnostic[] {
  const { config, diagnostics } = readConfig({ root });
  if (diagnostics.length > 0) return diagnostics;
  const templates = existsSync(`${root}/specstar/templates`) ? "specstar/templates" : null;
  return generate({ ...config, templates }, { root, now: () => new Date(0) }).diagnostics;
}

describe("fixtures/invalid", () => {
  it.each(cases)("%s prints expected.txt", async (name) => {
    const printed = diagnose(folder + name).map((diagnostic) => formatDiagnostic(diagnostic, { colour: false }));
    expect(printed).not.toEqual([]);
    await expect(`${printed.join("\n\n")}\n`).toMatchFileSnapshot(`${folder}${name}/expected.txt`);
  });

  it.each(cases)("%s shows the code in its name", (name) => {
    const codes = diagnose(folder + name).map(({ code }) => code);
    expect(codes).toContain(`SPEC${name.slice(0, 4)}`);
  });

  it("has a case for every code", () => {
    expect(cases.map((name) => `SPEC${name.slice(0, 4)}`)).toEqual(Object.keys(catalogue).sort());
  });
});
