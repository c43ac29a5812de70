import { memoryStorage, type BlobStore, type CommitOutcome, type Envelope, type MetaStore, type MetaWrite, type RevisionStore, type Storage } from "@specstar/runtime";
import { afterEach, describe, expect, it, vi } from "vitest";
import { numbersOf, openIssues, refusal } from "../../conformance/manager/world.js";

/** A storage whose calls are noted, and whose commits can be made to end otherwise. */
class Spy implements Storage {
  readonly calls: string[] = [];
  readonly migrations = null;
  readonly meta: MetaStore;
  readonly revisions: RevisionStore;
  readonly blobs: BlobStore;
  readonly #storage: Storage;
  /** Asked before each commit; undefined lets it pass. */
  onCommit: (write: MetaWrite) => Promise<CommitOutcome | undefined> = async () => undefined;

  constructor(keepsPayloads: boolean) {
    this.#storage = memoryStorage({ keepsPayloads });
    this.meta = this.#noting(this.#storage.meta, "meta");
    this.revisions = this.#noting(this.#storage.revisions, "revisions");
    this.blobs = this.#storage.blobs;
  }

  close(): Promise<void> {
    return this.#storage.close();
  }

  async envelopes(): Promise<Envelope[]> {
    const envelopes: Envelope[] = [];
    for await (const envelope of this.#storage.revisions.list()) envelopes.push(envelope);
    return envelopes;
  }

  /** The calls since the last time. */
  takeCalls(): string[] {
    return this.calls.splice(0);
  }

  #noting<Store extends object>(store: Store, name: string): Store {
    return new Proxy(store, {
      get: (target, method) => {
        const member: unknown = Reflect.get(target, method, target);
        if (typeof member !== "function") return member;
        return async (...args: readonly unknown[]) => {
          this.calls.push(`${name}.${String(method)}${describeRead(args)}`);
          const outcome = method === "commit" ? await this.onCommit(Object(args[0])[0]) : undefined;
          return outcome ?? Reflect.apply(member, target, args);
        };
      },
    });
  }
}

/** `+data` when the call asks for payloads. */
function describeRead(args: readonly unknown[]): string {
  return args.some((arg) => Reflect.get(Object(arg), "payload") === true) ? "+data" : "";
}

afterEach(() => {
  vi.useRealTimers();
});

describe("with payloads apart", () => {
  it("puts the payload first, then commits without it; reads only what is needed", async () => {
    const spy = new Spy(false);
    const issues = openIssues(spy);
    const { resourceId, uid } = await issues.create({ title: "a" });
    expect(spy.takeCalls()).toEqual(["revisions.put", "meta.commit"]);
    const updated = await issues.update(resourceId, { title: "b" });
    expect(spy.takeCalls()).toEqual(["meta.readRevision", "revisions.put", "meta.commit"]);
    await issues.update(resourceId, { title: "b" });
    expect(spy.takeCalls()).toEqual(["meta.readRevision"]);
    await issues.get(resourceId);
    expect(spy.takeCalls()).toEqual(["meta.readRevision+data", "revisions.read"]);
    await issues.encoded.getEtag(resourceId);
    expect(spy.takeCalls()).toEqual(["meta.readMeta"]);
    await issues.encoded.getEtag(resourceId, { revisionId: 1 });
    expect(spy.takeCalls()).toEqual(["meta.readRevision"]);
    await issues.create({ title: "c" });
    spy.takeCalls();
    expect((await issues.search()).items).toHaveLength(2);
    expect(spy.takeCalls()).toEqual(["meta.search+data", "revisions.read"]);
    await issues.delete(resourceId);
    expect(spy.takeCalls()).toEqual(["meta.readRevision", "meta.listReferrers", "revisions.put", "meta.commit"]);
    const payloads = (await spy.envelopes()).filter(({ info }) => info.resourceId === resourceId).map(({ payload }) => payload);
    expect(payloads).toEqual([{ data: expect.stringContaining('"a"') }, { data: expect.stringContaining('"b"') }, { sameAs: updated.uid }]);
    expect((await spy.envelopes())[0]?.info.uid).toBe(uid);
  });

  it("shares the payload of the revision that has it, however many stand between", async () => {
    const spy = new Spy(false);
    const issues = openIssues(spy);
    const { resourceId, uid } = await issues.create({ title: "a" });
    await issues.delete(resourceId);
    await issues.restore(resourceId);
    await issues.delete(resourceId);
    expect((await spy.envelopes()).slice(1).map(({ payload }) => payload)).toEqual([{ sameAs: uid }, { sameAs: uid }, { sameAs: uid }]);
  });

  it("leaves nothing to be seen when the commit fails after the payload was put", async () => {
    const spy = new Spy(false);
    const issues = openIssues(spy);
    const created = await issues.create({ title: "a" });
    spy.onCommit = () => Promise.reject(new Error("The disk is full."));
    await expect(issues.update(created.resourceId, { title: "b" })).rejects.toThrow("The disk is full.");
    await expect(issues.create({ title: "c" })).rejects.toThrow("The disk is full.");
    expect(await spy.envelopes()).toHaveLength(3);
    spy.onCommit = async () => undefined;
    expect((await issues.get(created.resourceId)).revision).toEqual(created);
    expect(await issues.count()).toBe(1);
    expect(await numbersOf(issues, created.resourceId)).toEqual([1]);
    expect(await issues.update(created.resourceId, { title: "d" })).toMatchObject({ revisionId: `${created.resourceId}:2` });
  });

  it("tells how a write ended even when what it left over can't be removed, and warns", async () => {
    const spy = new Spy(false);
    const issues = openIssues(spy);
    const { resourceId } = await issues.create({ title: "a" }, { status: "draft" });
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    spy.revisions.delete = () => Promise.reject(new Error("The disk is read-only."));
    await issues.update(resourceId, { title: "b" }, { mode: "modify" });
    expect((await issues.get(resourceId)).data.title).toBe("b");
    await issues.purge(resourceId);
    await refusal(issues.get(resourceId), "RESOURCE_NOT_FOUND");
    spy.onCommit = async () => ({ kind: "unique", write: 0, fields: ["title"] });
    await refusal(issues.create({ title: "c" }), "UNIQUE_VIOLATION");
    expect(warn.mock.calls.filter(([message]) => String(message).includes("The disk is read-only. Run `specstar doctor --repair`"))).toHaveLength(3);
    warn.mockRestore();
  });

  it("says so when the revision store has lost a payload", async () => {
    const spy = new Spy(false);
    const issues = openIssues(spy);
    const { resourceId, uid, revisionId } = await issues.create({ title: "a" });
    await spy.revisions.delete([uid]);
    await expect(issues.get(resourceId)).rejects.toThrow(`The revision store has lost the data of revision "${revisionId}".`);
    await expect(issues.search()).rejects.toThrow("has lost");
  });
});

describe("with payloads in the meta store", () => {
  it("never asks the revision store", async () => {
    const spy = new Spy(true);
    const issues = openIssues(spy);
    const { resourceId } = await issues.create({ title: "a" });
    await issues.update(resourceId, { title: "b" });
    await issues.delete(resourceId);
    await issues.restore(resourceId);
    await issues.switch(resourceId, 1);
    expect((await issues.get(resourceId)).data.title).toBe("a");
    expect((await issues.search()).items[0]?.data.title).toBe("a");
    expect(spy.calls.filter((call) => call.startsWith("revisions."))).toEqual([]);
    expect(spy.calls.filter((call) => call.endsWith("+data"))).toEqual(["meta.readRevision+data", "meta.readRevision+data", "meta.search+data"]);
  });
});

describe("conflicts", () => {
  it("are decided anew on what is there now", async () => {
    const spy = new Spy(true);
    const issues = openIssues(spy);
    const faster = openIssues(spy);
    const { resourceId } = await issues.create({ title: "a" });
    let races = 2;
    spy.onCommit = async (write) => {
      if (write.change.by !== "slow" || races === 0) return undefined;
      races -= 1;
      await faster.update(resourceId, { title: `faster ${races}` });
      return undefined;
    };
    const updated = await issues.update(resourceId, { title: "b" }, { actor: "slow" });
    expect(updated).toMatchObject({ revisionId: `${resourceId}:4`, parentRevisionId: `${resourceId}:3` });
    expect(await numbersOf(issues, resourceId)).toEqual([4, 3, 2, 1]);
  });

  it("end a write that names the state it wants", async () => {
    const spy = new Spy(true);
    const issues = openIssues(spy);
    const created = await issues.create({ title: "a" });
    spy.onCommit = async () => {
      spy.onCommit = async () => undefined;
      await openIssues(spy).update(created.resourceId, { title: "faster" });
      return undefined;
    };
    await refusal(issues.update(created.resourceId, { title: "b" }, { ifMatch: created.uid }), "REVISION_CONFLICT");
    expect((await issues.get(created.resourceId)).data.title).toBe("faster");
  });

  it("end any write, when they never end", async () => {
    const spy = new Spy(true);
    const issues = openIssues(spy);
    const { resourceId } = await issues.create({ title: "a" });
    vi.useFakeTimers();
    spy.onCommit = async () => ({ kind: "conflict", write: 0 });
    const refused = refusal(issues.update(resourceId, { title: "b" }), "REVISION_CONFLICT");
    await vi.advanceTimersByTimeAsync(60_000);
    await refused;
    expect(spy.calls.filter((call) => call === "meta.commit").length).toBeGreaterThan(100);
  });

  it("end a create whose id is taken", async () => {
    const spy = new Spy(true);
    spy.onCommit = async () => ({ kind: "duplicate", write: 0 });
    await refusal(openIssues(spy).create({ title: "a" }), "DUPLICATE_RESOURCE");
  });
});
