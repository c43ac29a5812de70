import { memoryStorage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { openIssues, refusal } from "../../conformance/manager/world.js";

/** What the compiler refuses; each call is made as well, to see that it is refused when a program gets past the compiler. */
describe("the types of a manager", () => {
  const issues = openIssues(memoryStorage());

  it("demand the fields without a default, and refuse what is not in the model", async () => {
    // @ts-expect-error title is missing
    await refusal(issues.create({ severity: "high" }), "VALIDATION_FAILED");
    // @ts-expect-error "closed" is no status
    await refusal(issues.create({ title: "a", status: "closed" }), "VALIDATION_FAILED");
    // @ts-expect-error titel is no field
    await refusal(issues.create({ title: "a", titel: "b" }), "VALIDATION_FAILED");
    // @ts-expect-error a due date is a Date
    await refusal(issues.create({ title: "a", dueDate: 5 }), "VALIDATION_FAILED");
    const { resourceId } = await issues.create({ title: "a" });
    // @ts-expect-error an update is a whole new revision: title is missing
    await refusal(issues.update(resourceId, { severity: "high" }), "VALIDATION_FAILED");
  });

  it("give data its own types back", async () => {
    const { resourceId } = await issues.create({ title: "a", dueDate: new Date(0) });
    const { data, revision } = await issues.get(resourceId);
    const due: Date | null = data.dueDate;
    const status: "open" | "in_progress" | "resolved" = data.status;
    expect([due?.getTime(), status]).toEqual([0, "open"]);
    // @ts-expect-error a revision never changes
    expect(() => (revision.op = "update")).toThrow(TypeError);
  });

  it("let a search use indexed fields only, with values of their type", async () => {
    // @ts-expect-error title is not indexed
    await expect(issues.search({ where: (q) => q.title.eq("a") })).rejects.toThrow(TypeError);
    // @ts-expect-error "closed" is no status
    expect(await issues.count({ where: (q) => q.status.eq("closed") })).toBe(0);
    // @ts-expect-error title can't be sorted by
    await refusal(issues.search({ orderBy: [{ title: "asc" }] }), "INVALID_QUERY");
    // @ts-expect-error there is no such direction
    await refusal(issues.search({ orderBy: [{ status: "up" }] }), "INVALID_QUERY");
  });
});
