import type { ResourceDump } from "../stores/meta-archive.js";
import type { MetaStore } from "../stores/meta-store.js";
import type { RevisionStore } from "../stores/revision-store.js";

/** What is found under a payload's uid: its text, nothing, or what the store said when it refused to give it. */
export type FoundText = { readonly text: string } | { readonly missing: true } | { readonly broken: string };

/** Where payloads are kept: in the dumps, or apart. */
export interface PayloadSource {
  readonly meta: Pick<MetaStore, "keepsPayloads">;
  readonly revisions: RevisionStore;
}

/** The payloads of dumped resources by their uids, from where they are kept: what a cache still has may be lost there. */
export async function readTexts({ meta, revisions }: PayloadSource, dumps: readonly ResourceDump[]): Promise<ReadonlyMap<string, FoundText>> {
  const all = dumps.flatMap((dump) => dump.revisions);
  const found = new Map<string, FoundText>();
  if (meta.keepsPayloads) {
    for (const { payloadUid, data } of all) if (data !== null || !found.has(payloadUid)) found.set(payloadUid, data === null ? { missing: true } : { text: data });
    return found;
  }
  const uids = [...new Set(all.map(({ payloadUid }) => payloadUid))];
  for (let at = 0; at < uids.length; at += BATCH) {
    for (const [uid, each] of await readBatch(revisions, uids.slice(at, at + BATCH))) found.set(uid, each);
  }
  return found;
}

/** How many payloads are asked for at once. */
const BATCH = 100;

async function readBatch(revisions: RevisionStore, uids: readonly string[]): Promise<readonly (readonly [string, FoundText])[]> {
  try {
    const texts = await readKept(revisions, uids);
    return uids.map((uid, at) => [uid, toFound(texts[at])]);
  } catch {
    // One that can't be read fails them all: asked for one by one, the others come.
    return Promise.all(uids.map(async (uid) => [uid, await readOne(revisions, uid)] as const));
  }
}

async function readOne(revisions: RevisionStore, uid: string): Promise<FoundText> {
  try {
    const [text] = await readKept(revisions, [uid]);
    return toFound(text);
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) };
  }
}

function readKept(revisions: RevisionStore, uids: readonly string[]): Promise<readonly (string | undefined)[]> {
  return revisions.readKept?.(uids) ?? revisions.read(uids);
}

function toFound(text: string | undefined): FoundText {
  return text === undefined ? { missing: true } : { text };
}
