import { memoryStorage } from "@specstar/runtime";
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { openManagers, startWorkers, type Managers } from "../generated/index.js";
import handlers from "../workers.js";

/** The state that a job has in the end. */
async function stateInTheEnd({ newsletters }: Managers, id: string): Promise<string> {
  for (;;) {
    const { state } = await newsletters.status(id);
    if (state !== "pending" && state !== "running") return state;
    await setTimeout(20);
  }
}

test("a newsletter goes to everybody, and an empty one is not tried again", async () => {
  const managers = await openManagers(memoryStorage());
  const { newsletters } = managers;
  const worker = startWorkers(managers, handlers);
  const recipients = ["ada@example.com", "grace@example.com"];
  const sent = await newsletters.create({ payload: { subject: "Hello", recipients } });
  const empty = await newsletters.create({ payload: { subject: "Hello", recipients: [] } });
  assert.equal(await stateInTheEnd(managers, sent.resourceId), "completed");
  assert.deepEqual((await newsletters.get(sent.resourceId)).data.result, { sent: 2 });
  assert.equal(await stateInTheEnd(managers, empty.resourceId), "failed");
  assert.equal((await newsletters.get(empty.resourceId)).data.attempts.length, 1);
  await worker.stop();
});
