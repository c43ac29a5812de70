import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelPaths, type PathKind, type PathNames } from "../../../../generator/emitters/openapi/model-paths.js";
import { layOutPaths, PATH_STENCIL } from "../../../../generator/emitters/openapi/path-texts.js";
import { applyStencil } from "../../../../generator/emitters/text/stencil.js";
import { routesOf } from "../../../../generator/emitters/routes.js";
import { ROUTE_NAMES } from "../../../../generator/ir/model.js";
import { model } from "../model-ir.js";

const issue = model("Issue");
const name = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,40}$/);
const prose = fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,4}$/);

const names: fc.Arbitrary<PathNames> = fc.record({
  name,
  names: name,
  noun: prose,
  nouns: prose,
  path: fc.stringMatching(/^[a-z0-9_~-][a-z0-9._~-]{0,30}$/),
  request: name,
  resource: name,
  page: name,
  revision: name,
  meta: name,
  sort: name.map((text) => `${text}-sort`),
  filters: fc.array(fc.stringMatching(/^[A-Z][a-z]{0,9}\.[a-z]{1,9}(-f6)?$/), { maxLength: 4 }),
});

const kind: fc.Arbitrary<PathKind> = fc.record({
  routes: fc.subarray([...ROUTE_NAMES]).map((withoutRoutes) => routesOf(model("Issue", { options: { ...issue.options, withoutRoutes } }))),
  options: fc.record({ defaultStatus: fc.constantFrom("draft" as const, "stable" as const), requireReason: fc.boolean(), requireIfMatch: fc.boolean() }),
  isJob: fc.boolean(),
  isDeprecated: fc.boolean(),
  schemes: fc.subarray(["token", "kéy", "鍵"]),
});

describe("the paths of a model", () => {
  it("are laid out as any others are", () => {
    const fromStencil = applyStencil(PATH_STENCIL);
    fc.assert(
      fc.property(kind, names, names, (some, first, second) => {
        for (const each of [first, second, { ...second, name: first.name }]) {
          const [text, ...references] = fromStencil(some, each);
          const expected = layOutPaths(modelPaths(some, each));
          expect(text).toBe(expected.text);
          expect(new Set(references)).toEqual(new Set(expected.references));
        }
      }),
      { numRuns: 150, seed: 20260101 },
    );
  });
});
