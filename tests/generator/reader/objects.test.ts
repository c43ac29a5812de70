import { objectTypes } from "../../../generator/ir/object-types.js";
import { describe, expect, it } from "vitest";
import { codesOf, issueText, readIssue, readSound } from "./read-model.js";

describe("nested objects", () => {
  it("are named by their declaration or their path, each after those that it uses", () => {
    const before =
      "/** Where. */\ninterface Address { street: string; geo: { lat: number; long: number } }\n/** A line. */\ntype Line = { sku: string; place: Address | null };";
    const model = readIssue("address!: Address;\nlines: Line[] = [];\nlocation?: { room: string };\nparts!: { name: string }[];", {
      before,
    });
    expect(objectTypes(model).map(({ name, doc }) => `${name}: ${doc}`)).toEqual([
      "AddressGeo: ",
      "Address: Where.",
      "Line: A line.",
      "IssueLocation: ",
      "IssuePartsItem: ",
    ]);
    expect(model.fields.map(({ type }) => type)).toMatchObject([
      { kind: "named", name: "Address" },
      { kind: "array", items: { type: { kind: "named", name: "Line" } } },
      { kind: "named", name: "IssueLocation" },
      { kind: "array", items: { type: { kind: "named", name: "IssuePartsItem" } } },
    ]);
  });

  it("are indexed by path, nullable if anything on the way is", () => {
    const before = "interface Address { city: string & Index; zip: (string & Unique) | null; geo?: { lat: number & Index } }";
    const model = readIssue("home!: Address;\nwork: Address | null = null;", { before });
    expect(model.indexes).toMatchObject([
      { path: "home.city", type: "text", nullable: false },
      { path: "home.zip", type: "text", nullable: true },
      { path: "home.geo.lat", type: "real", nullable: true },
      { path: "work.city", type: "text", nullable: true },
      { path: "work.zip", type: "text", nullable: true },
      { path: "work.geo.lat", type: "real", nullable: true },
    ]);
    expect(model.unique).toEqual([["home.zip"], ["work.zip"]]);
  });

  it("are found in other files: by name, alias, namespace, re-export and folder", () => {
    const models = readSound({
      "models/issue.ts": [
        'import * as spec from "@specstar/runtime/spec";',
        'import type { Address as Place } from "../shared/address.js";',
        'import type * as shared from "./shared/index.js";',
        'import { type Geo } from "./shared";',
        "export class Issue { place!: Place; size!: shared.Size; geo!: Geo; status!: shared.Status & spec.Index }",
        'export const issue = spec.schema(Issue, "v1");',
      ].join("\n"),
      "shared/address.ts": 'import type { Geo } from "../models/shared/geo.js";\nexport type { Address };\ninterface Address { geo: Geo }',
      "models/shared/index.ts": 'export * from "./geo.js";\nexport type Size = "s" | "m";\nexport { State as Status } from "./geo.js";',
      "models/shared/geo.ts": 'export interface Geo { lat: number }\nexport type State = "on" | "off";',
    });
    expect(models[0]?.types.map(({ name }) => name)).toEqual(["Geo", "Address"]);
    expect(models[0]?.fields.map(({ type }) => type)).toMatchObject([
      { name: "Address" },
      { values: ["s", "m"] },
      { name: "Geo" },
      { values: ["on", "off"] },
    ]);
    expect(models[0]?.indexes).toMatchObject([{ path: "status", type: "text", nullable: false }]);
  });

  it("may be shared by models", () => {
    const models = readSound({
      "models/issue.ts": issueText("address!: Address;", { before: 'import type { Address } from "./address.js";' }),
      "models/note.ts": issueText("address!: Address;", { before: 'import type { Address } from "./address.js";' }).replaceAll(
        "Issue",
        "Note",
      ),
      "models/address.ts": "export interface Address { city: string }",
    });
    expect(models.map(({ name, types }) => [name, types.length])).toEqual([
      ["Issue", 1],
      ["Note", 1],
    ]);
  });

  it("end, even when a type holds itself, imports go in a circle or nesting is deep", () => {
    const before = "interface A { b: B }\ninterface B { a: A[] }";
    expect(codesOf({ "models/issue.ts": issueText("a!: A;", { before }) })).toEqual([]);
    expect(codesOf({ "models/issue.ts": issueText(`a!: string${"[]".repeat(5000)};`) })).toEqual(["SPEC2003"]);
    expect(codesOf({ "models/issue.ts": issueText(`a!: ${"(".repeat(50_000)}string${")".repeat(50_000)};`) })).toEqual(["SPEC1005"]);
    const circle = { "models/a.ts": 'export * from "./b.js";', "models/b.ts": 'export * from "./a.js";' };
    const issue = issueText("a!: A;", { before: 'import type { A } from "./a.js";' });
    expect(codesOf({ "models/issue.ts": issue, ...circle })).toEqual(["SPEC1008"]);
    const renamed = { "models/a.ts": 'export { B as A } from "./b.js";', "models/b.ts": 'export { A as B } from "./a.js";' };
    expect(codesOf({ "models/issue.ts": issue, ...renamed })).toEqual(["SPEC1008"]);
  });

  it("reads types that double at every level in no time", () => {
    const levels = Array.from({ length: 40 }, (_, n) => `interface L${n} { one: L${n + 1}; two: L${n + 1} }`);
    const model = readIssue("top!: L0;", { before: [...levels, "interface L40 { end: string }"].join("\n") });
    expect(objectTypes(model)).toHaveLength(41);
  });
});
