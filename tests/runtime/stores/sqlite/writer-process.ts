/**
 * A process of its own that writes to a database of the conformance suite's models, and prints a line for every write
 * that was acknowledged. Arguments: the database's folder, what to do, a name for this process, how often.
 */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { specimenIndex } from "../../../../runtime/testing/conformance-models.js";
import { toPlainStore } from "../../../../runtime/testing/plain-store.js";
import { commit, next, specimen, type ScriptedWrite } from "../../../../runtime/testing/scripted-writes.js";
import { sqliteStorage } from "../../../../runtime/stores/sqlite/index.js";

const [folder = "", action, name = "", count = "0"] = process.argv.slice(2);
// The test starts processes ahead of time, and says when it is their turn.
await once(process.stdin, "data");
process.stdin.destroy();
const storage = sqliteStorage(folder);
const store = toPlainStore(storage.meta);

if (action === "contend") await contend(Number(count));
else await stream();

/** Appends revisions to `specimen:shared`, several at a time, each decided on what was read just before. */
async function contend(total: number): Promise<void> {
  let left = total;
  const work = async () => {
    while (left-- > 0) await appendOne();
  };
  await Promise.all([work(), work(), work(), work()]);
  await storage.close();
}

async function appendOne(): Promise<void> {
  for (;;) {
    const stored = await store.readRevision(specimenIndex, "specimen:shared", "current", { payload: false });
    if (stored === undefined) throw new Error("The test has made it.");
    const before: ScriptedWrite = { ...specimen("shared"), meta: stored.meta, etag: stored.etag, payloadUid: stored.payloadUid };
    const write = next(before, "update", {}, { by: name });
    const outcome = await commit(store, write);
    if (outcome.kind === "committed") return acknowledge(write);
    await sleep(Math.random() * 5);
  }
}

/** Creates and updates without end, in groups of about thirty; every third unit is of two writes. */
async function stream(): Promise<never> {
  for (let round = 0; ; round++) {
    const units = Array.from({ length: 30 }, (_, at) => {
      const created = specimen(`${name}-${round}-${at}`, { size: at });
      return at % 3 === 0 ? [created, next(created, "update", { size: at + 1 })] : [created];
    });
    await Promise.all(units.map(async (unit) => commitAndAcknowledge(unit)));
  }
}

async function commitAndAcknowledge(unit: readonly ScriptedWrite[]): Promise<void> {
  const outcome = await commit(store, ...unit);
  if (outcome.kind !== "committed") throw new Error(JSON.stringify(outcome));
  for (const write of unit) acknowledge(write);
}

// Writing to a pipe is synchronous here: what was printed is out, even if the process is killed right after.
function acknowledge({ meta }: ScriptedWrite): void {
  process.stdout.write(`${meta.currentRevisionId}\n`);
}
