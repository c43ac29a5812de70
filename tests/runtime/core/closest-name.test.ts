import { describe, expect, it } from "vitest";
import { closestName } from "../../../runtime/core/closest-name.js";

const names = ["title", "description", "status", "assignee", "dueDate"];

describe("closestName", () => {
  it.each([
    ["titel", "title"],
    ["tilte", "title"],
    ["Title", "title"],
    ["stauts", "status"],
    ["duedate", "dueDate"],
    ["asignee", "assignee"],
    ["descripton", "description"],
  ])("%s means %s", (mistyped, meant) => {
    expect(closestName(mistyped, names)).toBe(meant);
  });

  it.each(["", "x", "owner", "__proto__", "priority", "t".repeat(10_000)])("%s means nothing that is there", (mistyped) => {
    expect(closestName(mistyped, names)).toBeUndefined();
  });

  it("takes the nearest", () => {
    expect(closestName("nam", ["nominal", "game", "name"])).toBe("name");
  });
});
