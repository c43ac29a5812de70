import { expect } from "vitest";
import { worldTest, type OpenStorage } from "./world.js";

/** The quickstart of the Python original, step by step. */
export function quickstartSuite(open: OpenStorage): void {
  const test = worldTest(open);

  test("keeps every change as a revision", async ({ issues }) => {
    const created = await issues.create({ title: "Search returns duplicate results", severity: "high", assignee: "alice" });
    expect(created.resourceId).toMatch(/^issue:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(created.revisionId).toBe(`${created.resourceId}:1`);

    const updated = await issues.update(created.resourceId, {
      title: "Search returns duplicate results",
      severity: "high",
      assignee: "bob",
      status: "in_progress",
    });
    expect(updated.revisionId).toBe(`${created.resourceId}:2`);

    const latest = await issues.get(created.resourceId);
    const old = await issues.get(created.resourceId, { revisionId: created.revisionId });
    expect(latest.data).toEqual({
      title: "Search returns duplicate results",
      description: null,
      status: "in_progress",
      severity: "high",
      assignee: "bob",
      dueDate: null,
      resolvedAt: null,
    });
    expect(old.data).toEqual({ ...latest.data, assignee: "alice", status: "open" });
    expect([latest.revision, old.revision]).toEqual([updated, created]);

    const history = await issues.listRevisions(created.resourceId);
    expect(history).toEqual({ items: [updated, created], nextCursor: null });

    const deleted = await issues.delete(created.resourceId);
    expect(deleted).toMatchObject({ revisionId: `${created.resourceId}:3`, op: "delete", dataHash: updated.dataHash });
    expect((await issues.get(created.resourceId, { revisionId: created.revisionId })).data).toEqual(old.data);

    const restored = await issues.restore(created.resourceId);
    expect(restored).toMatchObject({ revisionId: `${created.resourceId}:4`, op: "restore", parentRevisionId: deleted.revisionId });
    expect((await issues.get(created.resourceId)).data).toEqual(latest.data);
  });
}
