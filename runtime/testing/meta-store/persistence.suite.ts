import { expect, it } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import type { NewPlace } from "../open-store.js";
import { commit, commitAll, dataOf, next, specimen } from "../scripted-writes.js";

/** What is still there after the store was closed and opened again. */
export function persistenceSuite(newPlace: NewPlace<PlainStore>): void {
  it("still has everything when it is opened again", async () => {
    const open = await newPlace();
    const before = await open();
    const first = specimen("a", { email: "x@example.org" });
    const second = next(first, "update", { size: 2 });
    await commitAll(before.store, [first, second]);
    await before.close();

    const { store, close } = await open();
    try {
      const read = await store.readRevision(specimenIndex, "specimen:a", "current", { payload: true });
      expect(read).toMatchObject({ meta: second.meta, etag: second.etag, revision: second.revision?.info });
      expect(read?.data).toBe(store.keepsPayloads ? dataOf(second.payloadUid) : undefined);
      expect(await commit(store, specimen("b", { email: "x@example.org" }))).toMatchObject({ kind: "unique" });
    } finally {
      await close();
    }
  });

  it("goes on with the change log where it ended", async () => {
    const open = await newPlace();
    const before = await open();
    await commitAll(before.store, [specimen("a"), specimen("b")]);
    const last = (await before.store.listChanges({ since: 0, limit: 10 })).at(-1);
    await before.close();

    const { store, close } = await open();
    try {
      await commitAll(store, [specimen("c")]);
      const changes = await store.listChanges({ since: last?.seq ?? 0, limit: 10 });
      expect(changes.map(({ resourceId }) => resourceId)).toEqual(["specimen:c"]);
    } finally {
      await close();
    }
  });
}
