import { Facts } from "../core/facts.js";
import type { ResourceMeta, RevisionInfo } from "../core/resource.js";
import type { MetaStore, MetaWrite, NewRevision, StoredMeta, StoredRevision } from "../stores/meta-store.js";
import type { OpenStore } from "./open-store.js";

/** A write whose revision's facts are a plain value. */
export interface PlainWrite extends Omit<MetaWrite, "revision"> {
  readonly revision: (Omit<NewRevision, "info"> & { readonly info: RevisionInfo }) | null;
}

export interface PlainMeta extends Omit<StoredMeta, "meta" | "isDeleted"> {
  readonly meta: ResourceMeta;
}

export interface PlainRevision extends Omit<StoredRevision, "meta" | "isDeleted" | "revision"> {
  readonly meta: ResourceMeta;
  readonly revision: RevisionInfo;
}

type Method<Name extends keyof MetaStore, Result> = (...parameters: Parameters<Extract<MetaStore[Name], (...parameters: never) => unknown>>) => Promise<Result>;

/** A MetaStore whose facts are plain values, read from the text that a server would send: what tests can compare. */
export interface PlainStore extends Pick<MetaStore, "keepsPayloads" | "count" | "listChanges" | "ping"> {
  commit(unit: readonly PlainWrite[]): ReturnType<MetaStore["commit"]>;
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
    commit: (unit) => store.commit(unit.map(toWrite)),
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
    ping: () => store.ping(),
  };
}

function toWrite(write: PlainWrite): MetaWrite {
  return { ...write, revision: write.revision && { ...write.revision, info: Facts.of(write.revision.info) } };
}

function toPlainRevision({ revision, payloadUid, data, ...stored }: StoredRevision): PlainRevision {
  return { ...toPlainMeta(stored), revision: read(revision), payloadUid, data };
}

function toPlainMeta({ meta, etag, isDeleted }: StoredMeta): PlainMeta {
  const plain = read(meta);
  if (plain.isDeleted !== isDeleted) throw new Error(`The store says isDeleted=${isDeleted} of ${meta.text}`);
  return { meta: plain, etag };
}

/** By way of the text, so that it is tested too. */
function read<Value extends object>({ text }: Facts<Value>): Value {
  return Facts.parse<Value>(text).value;
}
