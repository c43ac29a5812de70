import { describe, expect, it } from "vitest";
import { meetsPrecondition } from "../../../runtime/core/etag.js";

describe("meetsPrecondition", () => {
  it.each([
    [undefined, true],
    ["a.1", true],
    ["*", true],
    [["x", "a.1"], true],
    [["x", "*"], true],
    ["a", false],
    ["A.1", false],
    ["", false],
    [["x", "y"], false],
    [[], false],
  ])("%j against a.1: %s", (ifMatch, met) => {
    expect(meetsPrecondition(ifMatch, "a.1")).toBe(met);
  });
});
