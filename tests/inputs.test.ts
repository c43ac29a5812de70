import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { issueSchema } from "../fixtures/issue/expected/generated/issue/issue.model.js";
import { accountSchema } from "../fixtures/shop/expected/generated/account/account.model.js";
import { orderSchema } from "../fixtures/shop/expected/generated/order/order.model.js";
import { productSchema } from "../fixtures/shop/expected/generated/product/product.model.js";
import { installJudges } from "./judges/install.js";
import { loadJsonSchemaValidator } from "./judges/json-schema.js";
import { changesOf, mutate } from "./mutations.js";

/** Values that are right in one place and wrong in most others, and those at the edges. */
const VALUES = [
  ["", "a", "open", "pro", "DE", "beta", "phone", "x".repeat(200), "x".repeat(201), "\u{1f600}".repeat(10), "\u{1f600}".repeat(11), "\ud800"],
  ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.123456+01:00", "2026-02-30T09:30:00Z", "2026-01-31", "2026-01-31T25:00:00Z"],
  [0, -0, 1, -1, 0.5, 0.4, 5, 6, 1e6, 1e6 + 1, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e308, true, false, null],
  [[], ["a"], [1, null], ["beta", "beta"], [{}], {}, { width: 1, height: 2 }, { at: "2026-01-31T09:30:00Z", what: "x" }],
].flat();

const address = { street: "1 Main St", city: "Taipei", postcode: "100", country: "TW" };

const CASES = [
  { name: "issue", input: "IssueInput", schema: issueSchema, sample: { title: "t", status: "open", dueDate: "2026-01-31T09:30:00Z" } },
  {
    name: "shop",
    input: "AccountInput",
    schema: accountSchema,
    sample: { name: "n", email: "e", address, contacts: [{ kind: "mail", value: "v", validUntil: null }], signedUp: "2026-01-31T09:30:00Z", features: ["beta"] },
  },
  { name: "shop", input: "ProductInput", schema: productSchema, sample: { sku: "s", title: "t", price: 1, rating: 5, weight: null, sizes: [1, null], dimensions: { width: 1, height: 2 } } },
  {
    name: "shop",
    input: "OrderInput",
    schema: orderSchema,
    sample: {
      number: 1,
      account: "a",
      lines: [{ sku: "s", quantity: 1, price: 0, serialNumbers: ["1"] }],
      shipTo: address,
      placedAt: "2026-01-31T09:30:00Z",
      events: [{ at: "2026-01-31T09:30:00Z", what: "w" }],
    },
  },
];

describe.each(CASES)("$input in the OpenAPI document", ({ name, input, schema, sample }) => {
  it("takes exactly what the emitted validator takes", async () => {
    await installJudges();
    const validator = loadJsonSchemaValidator();
    const path = join(fileURLToPath(new URL("../fixtures", import.meta.url)), name, "expected/generated/openapi.json");
    validator.addSchema(JSON.parse(readFileSync(path, "utf8")), "document");
    const isValid = validator.compile({ $ref: `document#/components/schemas/${input}` });
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(fc.array(changesOf(VALUES), { maxLength: 3 }), (changes) => {
        const value = changes.reduce(mutate, sample);
        const isTaken = schema.safeParse(value).success;
        seen[`${isTaken}`]++;
        expect(isValid(value), JSON.stringify(value)).toBe(isTaken);
      }),
      { numRuns: 3000, seed: 20260101 },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(300);
  }, 300_000);
});
