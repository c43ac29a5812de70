import { TEXTS, type Shape } from "./shape.js";

/** Values that are none of the shape. Of free JSON there are none. */
export function strangersOf(shape: Shape): readonly unknown[] {
  switch (shape.kind) {
    case "unknown":
      return [];
    case "text":
      return [...TEXTS[shape.of].bad, 1, {}];
    case "string":
      return [1, true, [], {}, ...(shape.max === null ? [] : ["x".repeat(shape.max + 1)]), ...(shape.min === null || shape.min === 0 ? [] : ["x".repeat(shape.min - 1)])];
    case "number":
      return ["1", true, [], ...(shape.integer ? [0.5] : []), ...(shape.max === null ? [] : [shape.max + 1]), ...(shape.min === null ? [] : [shape.min - 1])];
    default:
      return STRANGERS[shape.kind];
  }
}

const STRANGERS: Readonly<Record<Exclude<Shape["kind"], "unknown" | "text" | "string" | "number">, readonly unknown[]>> = {
  boolean: ["true", 0],
  bigint: [1, "01", "-0", "1.5", "", "x"],
  decimal: [1, "01", "1.", ".5", "1e3", "+1", ""],
  date: [1, "2026-01-31", "2026-02-30T00:00:00Z", "soon"],
  uuid: ["x", 1, "2eb8aa08-aa98-11ea-b4aa-73b441d1638"],
  literal: ["none of them", 12_345, [], {}],
  enum: ["none of them", 12_345, [], {}],
  object: ["x", 1, []],
  tagged: ["x", 1, [], { tag: "other" }],
  tree: ["x", 1, [], {}],
  record: ["x", 1, []],
  array: ["x", 1, {}],
  tuple: ["x", 1, {}],
};
