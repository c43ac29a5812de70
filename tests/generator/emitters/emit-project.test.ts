import * as fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../../generator/config.js";
import { emitIndex } from "../../../generator/emitters/emit-index.js";
import { emitManager } from "../../../generator/emitters/emit-manager.js";
import { emitModel } from "../../../generator/emitters/emit-model.js";
import { emitRouter } from "../../../generator/emitters/emit-router.js";
import { emitProject } from "../../../generator/emitters/index.js";
import { routesOf } from "../../../generator/emitters/routes.js";
import type { File } from "../../../generator/ir/file.js";
import type { Model } from "../../../generator/ir/model.js";
import { project } from "./model-ir.js";
import { randomModel } from "./random-model.js";

const models = fc.uniqueArray(randomModel, { minLength: 1, maxLength: 3, selector: ({ name }) => name.toLowerCase() });

/** The emitted TypeScript: all that depends on the types of fields. */
function emitCode(all: readonly Model[]): File[] {
  const routed = all.filter((model) => routesOf(model).length > 0);
  return [...all.flatMap((model) => [emitModel(model, "generated"), emitManager(model, "generated")]), ...routed.map((model) => emitRouter(model, "generated")), emitIndex(project(...all), "generated", { sqlite: "1" })];
}

function emit(all: readonly Model[]) {
  const now = new Date("2026-01-01T00:00:00Z");
  return emitProject(project(...all), { ...DEFAULT_CONFIG, outputs: ["openapiYaml", "jsonSchema"], lock: null, existing: {}, now });
}

describe("emitProject", () => {
  it("prints what prettier would, whatever the models", async () => {
    await fc.assert(
      fc.asyncProperty(models, async (all) => {
        for (const { path, text } of emitCode(all)) {
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
