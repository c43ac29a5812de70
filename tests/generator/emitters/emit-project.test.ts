import * as fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { emitProject } from "../../../generator/emitters/index.js";
import type { Model } from "../../../generator/ir/model.js";
import { project } from "./model-ir.js";
import { randomModel } from "./random-model.js";

const models = fc.uniqueArray(randomModel, { minLength: 1, maxLength: 3, selector: ({ name }) => name.toLowerCase() });

function emit(all: readonly Model[]) {
  const now = new Date("2026-01-01T00:00:00Z");
  return emitProject(project(...all), { output: "generated", migrations: "migrations", dialects: ["sqlite", "postgres"], lock: null, existing: {}, now });
}

describe("emitProject", () => {
  it("prints what prettier would, whatever the models", async () => {
    await fc.assert(
      fc.asyncProperty(models, async (all) => {
        for (const { path, text } of emit(all).filter((file) => file.path.endsWith(".ts"))) {
          expect(await format(text, { parser: "typescript", printWidth: 120 }), path).toBe(text);
        }
      }),
      { numRuns: 60, seed: 20260101 },
    );
  }, 120_000);

  it("gives a document whose references all lead somewhere", () => {
    fc.assert(
      fc.property(models, (all) => {
        const text = emit(all).find(({ path }) => path.endsWith("openapi.json"))?.text ?? "";
        const document: unknown = JSON.parse(text);
        for (const [, pointer] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) expect(valueAt(document, pointer ?? ""), pointer).toBeTypeOf("object");
      }),
      { numRuns: 30, seed: 20260101 },
    );
  }, 120_000);

  it("gives the same bytes for the same models", () => {
    fc.assert(
      fc.property(models, (all) => {
        expect(emit(structuredClone(all))).toEqual(emit(all));
      }),
      { numRuns: 10, seed: 20260101 },
    );
  }, 120_000);
});

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const key of pointer.split("/")) value = new Map(Object.entries(value ?? {})).get(key);
  return value;
}
