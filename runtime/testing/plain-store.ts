import { Facts } from "../core/facts.js";
import type { ResourceMeta, RevisionInfo } from "../core/resource.js";
import type { CommitOptions, MetaStore, MetaWrite, NewRevision, PurgeWrite, StateWrite, StoredMeta, StoredRevision } from "../stores/meta-store.js";
import type { OpenStore } from "./open-store.js";

/** A write whose revision's facts are a plain value. */
export type PlainWrite = PlainStateWrite | PurgeWrite;

export interface PlainStateWrite extends Omit<StateWrite, "revision"> {
  readonly revision: (Omit<NewRevision, "info"> & { readonly info: RevisionInfo }) | null;
}

export interface PlainMeta extends Omit<StoredMeta, "meta" | "isDeleted" | "updatedTime"> {
  readonly meta: ResourceMeta;
}

export interface PlainRevision extends Omit<StoredRevision, "meta" | "isDeleted" | "updatedTime" | "revision"> {
  readonly meta: ResourceMeta;
  readonly revision: RevisionInfo;
}

type Method<Name extends keyof MetaStore, Result> = (...parameters: Parameters<Extract<MetaStore[Name], (...parameters: never) => unknown>>) => Promise<Result>;

/** What has no facts in it. */
type PassedOn = "count" | "listChanges" | "listChangeset" | "readChangeAt" | "readChangeBefore" | "readHoldings" | "listReferrers" | "listUnused" | "ping";

/** A MetaStore whose facts are plain values, read from the text that a server would send: what tests can compare. */
export interface PlainStore extends Pick<MetaStore, "keepsPayloads" | "receipts" | "jobs" | "archive" | PassedOn> {
  commit(unit: readonly PlainWrite[], options?: CommitOptions): ReturnType<MetaStore["commit"]>;
  readonly readMeta: Method<"readMeta", PlainMeta | undefined>;
  readonly readRevision: Method<"readRevision", PlainRevision | undefined>;
  readonly listRevisions: Method<"listRevisions", readonly RevisionInfo[]>;
  readonly search: Method<"search", readonly PlainRevision[]>;
}

/** @param open opens the store that is tested. */
export function openPlain(open: OpenStore<MetaStore>): OpenStore<PlainStore> {
  return async () => {
    const { store, close } = await open();
    return { store: toPlainStore(store), close };
  };
}

export function toPlainStore(store: MetaStore): PlainStore {
  return {
    keepsPayloads: store.keepsPayloads,
    receipts: store.receipts,
    jobs: store.jobs,
    archive: store.archive,
    commit: (unit, options) => store.commit(unit.map(toWrite), options),
    readMeta: async (...place) => {
      const stored = await store.readMeta(...place);
      return stored && toPlainMeta(stored);
    },
    readRevision: async (...place) => {
      const stored = await store.readRevision(...place);
      return stored && toPlainRevision(stored);
    },
    listRevisions: async (...place) => (await store.listRevisions(...place)).map((facts) => read(facts)),
    search: async (...query) => (await store.search(...query)).map(toPlainRevision),
    count: (...query) => store.count(...query),
    listChanges: (page) => store.listChanges(page),
    listChangeset: (id) => store.listChangeset(id),
    readChangeAt: (...place) => store.readChangeAt(...place),
    readChangeBefore: (...place) => store.readChangeBefore(...place),
    readHoldings: (...place) => store.readHoldings(...place),
    listReferrers: (...place) => store.listReferrers(...place),
    listUnused: (fileIds) => store.listUnused(fileIds),
    ping: () => store.ping(),
  };
}

function toWrite(write: PlainWrite): MetaWrite {
  return write.kind === "purge" ? write : { ...write, revision: write.revision && { ...write.revision, info: Facts.of(write.revision.info) } };
}

function toPlainRevision({ revision, payloadUid, data, ...stored }: StoredRevision): PlainRevision {
  return { ...toPlainMeta(stored), revision: read(revision), payloadUid, data };
}

function toPlainMeta({ meta, etag, isDeleted, updatedTime }: StoredMeta): PlainMeta {
  const plain = read(meta);
  if (plain.isDeleted !== isDeleted) throw new Error(`The store says isDeleted=${isDeleted} of ${meta.text}`);
  if (plain.updatedTime !== updatedTime) throw new Error(`The store says updatedTime=${updatedTime} of ${meta.text}`);
  return { meta: plain, etag };
}

/** By way of the text, so that it is tested too. */
function read<Value extends object>({ text }: Facts<Value>): Value {
  return Facts.parse<Value>(text).value;
}
