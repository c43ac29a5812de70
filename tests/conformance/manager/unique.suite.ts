import { expect } from "vitest";
import { refusal, worldTest, type OpenStorage } from "./world.js";

/** What resources that are not deleted may not share. */
export function uniqueSuite(open: OpenStorage): void {
  const test = worldTest(open);

  test("create and update are refused, naming the fields", async ({ accounts }) => {
    await accounts.create({ name: "a", email: "a@example.com", country: "NO", serial: 1 });
    const [problem, ...none] = await refusal(accounts.create({ name: "b", email: "a@example.com" }), "UNIQUE_VIOLATION");
    expect(problem).toEqual({ path: "/email", message: "Another account has the same email." });
    expect(none).toEqual([]);

    const other = await accounts.create({ name: "b", email: "b@example.com", country: "NO", serial: 2 });
    const clash = { name: "b", email: "b@example.com", country: "NO", serial: 1 };
    const message = "Another account has the same country and serial.";
    expect(await refusal(accounts.update(other.resourceId, clash), "UNIQUE_VIOLATION")).toEqual([
      { path: "/country", message },
      { path: "/serial", message },
    ]);
    expect((await accounts.get(other.resourceId)).revision).toEqual(other);
    expect(await accounts.count()).toBe(2);
  });

  test("a resource may keep its own values, and null repeats", async ({ accounts }) => {
    const { resourceId } = await accounts.create({ name: "a", email: "a@example.com" });
    await accounts.update(resourceId, { name: "b", email: "a@example.com" });
    await accounts.create({ name: "c", country: "NO" });
    await accounts.create({ name: "d", country: "NO" });
    expect(await accounts.count()).toBe(3);
  });

  test("what is deleted gives its values up, and can't come back while they are taken", async ({ accounts }) => {
    const first = await accounts.create({ name: "a", email: "a@example.com" });
    await accounts.delete(first.resourceId);
    const second = await accounts.create({ name: "b", email: "a@example.com" });
    await refusal(accounts.restore(first.resourceId), "UNIQUE_VIOLATION");
    await refusal(accounts.get(first.resourceId), "RESOURCE_DELETED");
    await accounts.delete(second.resourceId);
    await accounts.restore(first.resourceId);
    expect((await accounts.get(first.resourceId)).data.email).toBe("a@example.com");
  });

  test("a switch is refused that would bring back a value that is taken", async ({ accounts }) => {
    const { resourceId } = await accounts.create({ name: "a", email: "a@example.com" });
    const updated = await accounts.update(resourceId, { name: "a", email: "new@example.com" });
    await accounts.create({ name: "b", email: "a@example.com" });
    expect((await refusal(accounts.switch(resourceId, 1), "UNIQUE_VIOLATION")).map(({ path }) => path)).toEqual(["/email"]);
    expect((await accounts.getMeta(resourceId)).currentRevisionId).toBe(updated.revisionId);
  });

  test("of many creates with one value, one succeeds", async ({ accounts }) => {
    const attempts = Array.from({ length: 20 }, (_, at) => accounts.create({ name: `${at}`, email: "a@example.com" }));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await accounts.count()).toBe(1);
  });
}
