import { memoryStorage } from "@specstar/runtime";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openManagers } from "../generated/index.js";

test("a resolved issue still knows how it was reported", async () => {
  const { issues } = await openManagers(memoryStorage());
  const issue = { project: "SITE", title: "Cannot log in" };
  const reported = await issues.create(issue);
  await issues.update(reported.resourceId, { ...issue, status: "resolved", resolvedAt: new Date() });

  const open = await issues.search({ where: (q) => q.status.eq("open") });
  const then = await issues.get(reported.resourceId, { revisionId: reported.revisionId });
  assert.equal(open.items.length, 0);
  assert.equal(then.data.status, "open");
});

test("two projects can't have the same key", async () => {
  const { projects } = await openManagers(memoryStorage());
  await projects.create({ key: "SITE", name: "Web site" });
  await assert.rejects(projects.create({ key: "SITE", name: "Another site" }), { code: "UNIQUE_VIOLATION" });
});
