import type { RevisionInfo } from "../../core/resource.js";
import { Facts } from "../../core/facts.js";
import type { NewRevision } from "../../stores/meta-store.js";
import type { Envelope } from "../../stores/revision-store.js";
import { revisionNumber } from "../../stores/revision-number.js";

/** An envelope without its data. */
export interface EnvelopeFacts {
  readonly uid: string;
  readonly info: RevisionInfo;
  readonly payloadUid: string;
}

/** What the envelopes of one resource come to. */
export interface GatheredRevisions {
  /** From the first on, without a gap; null when there is one. */
  readonly revisions: readonly NewRevision[] | null;
  /** The numbers that no envelope has. */
  readonly missing: readonly number[];
}

export function toFacts({ uid, info, payload }: Envelope): EnvelopeFacts {
  return { uid, info, payloadUid: "data" in payload ? uid : payload.sameAs };
}

/**
 * The revisions of a resource by its envelopes. Where several tell of one revision, a draft that was modified, the last one counts; where
 * several revisions have one number, because a write was never finished, the youngest.
 */
export function gatherRevisions(facts: readonly EnvelopeFacts[]): GatheredRevisions {
  const byUid = best(facts.filter(isOwn), ({ info }) => info.uid, isNewerForm);
  const byNumber = best([...byUid.values()], ({ info }) => revisionNumber(info.revisionId), isYounger);
  const last = Math.max(0, ...byNumber.keys());
  const missing = Array.from({ length: last }, (_, at) => at + 1).filter((n) => !byNumber.has(n));
  if (missing.length > 0 || last === 0) return { revisions: null, missing };
  const ordered = [...byNumber].sort(([a], [b]) => a - b);
  return { revisions: ordered.map(([, { info, payloadUid }]) => ({ info: Facts.of(info), payloadUid, data: null, fileIds: [] })), missing };
}

/** The newest revision by time, then number: a draft that was modified last is it, however old. */
export function newestOf(revisions: readonly NewRevision[]): NewRevision | undefined {
  return revisions.reduce<NewRevision | undefined>((newest, each) => {
    return newest === undefined || each.info.value.updatedTime >= newest.info.value.updatedTime ? each : newest;
  }, undefined);
}

/** Data that outlives the revision it was made for stands under that one's uid, with the facts of another. */
function isOwn({ uid, info }: EnvelopeFacts): boolean {
  return uid === info.uid || uid.startsWith(`${info.uid}.`);
}

function best<Key>(all: readonly EnvelopeFacts[], keyOf: (facts: EnvelopeFacts) => Key, isBetter: (a: EnvelopeFacts, b: EnvelopeFacts) => boolean): Map<Key, EnvelopeFacts> {
  const found = new Map<Key, EnvelopeFacts>();
  for (const facts of all) {
    const before = found.get(keyOf(facts));
    if (before === undefined || isBetter(facts, before)) found.set(keyOf(facts), facts);
  }
  return found;
}

function isNewerForm(a: EnvelopeFacts, b: EnvelopeFacts): boolean {
  const [left, right] = [timesModified(a), timesModified(b)];
  if (left !== right) return left > right;
  if (a.info.updatedTime !== b.info.updatedTime) return a.info.updatedTime > b.info.updatedTime;
  return a.uid > b.uid;
}

/** The k of `<uid>.<k>` and `<uid>.<k>.<random>`. */
function timesModified({ uid, info }: EnvelopeFacts): number {
  return Number(uid.slice(info.uid.length + 1).split(".")[0]);
}

/** Uids sort by the time at which they were made. */
function isYounger(a: EnvelopeFacts, b: EnvelopeFacts): boolean {
  if (a.info.createdTime !== b.info.createdTime) return a.info.createdTime > b.info.createdTime;
  return a.info.uid > b.info.uid;
}
