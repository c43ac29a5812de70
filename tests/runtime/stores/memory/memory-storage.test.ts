import { memoryStorage, type Envelope, type Storage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { toPlainStore } from "../../../../runtime/testing/plain-store.js";
import { commitAll, dataOf, next, specimen } from "../../../../runtime/testing/scripted-writes.js";

const first = specimen("a");
const deleted = next(first, "delete");

async function envelopesAfterCommits(storage: Storage): Promise<Envelope[]> {
  await commitAll(toPlainStore(storage.meta), [first, deleted]);
  const envelopes: Envelope[] = [];
  for await (const envelope of storage.revisions.list()) envelopes.push(envelope);
  return envelopes;
}

describe("the memory storage", () => {
  it("keeps payloads apart from the meta unless it is told otherwise", async () => {
    const storage = memoryStorage();
    expect(storage.meta.keepsPayloads).toBe(false);
    expect(await envelopesAfterCommits(storage)).toEqual([]);
  });

  it("puts a whole envelope for every revision when the meta store keeps payloads", async () => {
    const storage = memoryStorage({ keepsPayloads: true });
    expect(await envelopesAfterCommits(storage)).toEqual([
      { uid: first.etag, info: first.revision?.info, payload: { data: dataOf(first.payloadUid) } },
      { uid: deleted.etag, info: deleted.revision?.info, payload: { sameAs: first.payloadUid } },
    ]);
    expect(await storage.revisions.read([first.payloadUid])).toEqual([dataOf(first.payloadUid)]);
  });

  it("needs no migrations, and keeps apart from another", async () => {
    const [one, other] = [memoryStorage(), memoryStorage()];
    expect(one.migrations).toBeNull();
    await commitAll(toPlainStore(one.meta), [first]);
    expect(await other.meta.readMeta(first.index, first.meta.resourceId)).toBeUndefined();
  });
});
