import { memoryStorage } from "@specstar/runtime";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openManagers } from "../generated/index.js";

test("an update keeps the revision before it", async () => {
  const { issues } = await openManagers(memoryStorage());
  const title = "Search returns duplicate results";
  const created = await issues.create({ title });
  await issues.update(created.resourceId, { title, status: "resolved" });

  const now = await issues.get(created.resourceId);
  const then = await issues.get(created.resourceId, { revisionId: created.revisionId });
  assert.equal(now.data.status, "resolved");
  assert.equal(then.data.status, "open");
});
