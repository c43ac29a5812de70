/**
 * A process of its own that writes to a store synced to S3, and prints the ids of the revisions of every unit that was acknowledged.
 * Arguments: the bucket as JSON, the folder for the local copy, a name for this process.
 */
import { openS3 } from "../../../../../runtime/stores/s3/client.js";
import { openSyncedMetaIn } from "../../../../../runtime/stores/s3/synced/open-synced-meta.js";
import { toPlainStore } from "../../../../../runtime/testing/plain-store.js";
import { commit, next, specimen } from "../../../../../runtime/testing/scripted-writes.js";

const [bucket = "{}", cacheDir = "", name = ""] = process.argv.slice(2);
const snapshotAfter = { segments: 4, bytes: 1_000_000 };
const part = await openSyncedMetaIn(await openS3(JSON.parse(bucket)), { prefix: "", cacheDir, snapshotAfter, minimumAge: 0 });
const store = toPlainStore(part.store);

for (let round = 0; ; round++) {
  await Promise.all(Array.from({ length: 10 }, async (_, at) => {
    const created = specimen(`${name}-${round}-${at}`);
    const unit = at % 3 === 0 ? [created, next(created, "update", { size: at })] : [created];
    const outcome = await commit(store, ...unit);
    if (outcome.kind !== "committed") throw new Error(JSON.stringify(outcome));
    // Writing to a pipe is synchronous here: what was printed is out, even if the process is killed right after.
    process.stdout.write(unit.map(({ meta }) => `${meta.currentRevisionId}\n`).join(""));
  }));
}
