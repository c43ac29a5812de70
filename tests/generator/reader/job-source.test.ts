import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { JOB_SETTINGS } from "@specstar/runtime";
import { expect, it } from "vitest";
import { DEFAULT_JOB_SETTINGS } from "../../../generator/ir/job-settings.js";
import { JOB_TEXT } from "../../../generator/reader/job-source.js";

const spec = readFileSync(fileURLToPath(new URL("../../../runtime/spec.ts", import.meta.url)), "utf8");

it("reads a job as @specstar/runtime/spec declares it", () => {
  const [declared] = /\/\*\* Where a job is in its life[^]*?\nexport abstract class Job[^]*?\n}\n/.exec(spec) ?? [];
  const [, read] = /^import [^\n]*\n\n([^]*)$/.exec(JOB_TEXT) ?? [];
  expect(read).toBe(declared?.replace("export abstract class", "export class"));
});

it("knows the settings that the runtime has when a model says nothing of them", () => {
  expect(DEFAULT_JOB_SETTINGS).toEqual(JOB_SETTINGS);
});
