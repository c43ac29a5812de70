import { modelOf } from "../../core/ids.js";
import type { Change } from "../../core/resource.js";
import { inBatches } from "../../stores/in-batches.js";
import type { Envelope } from "../../stores/revision-store.js";
import { revisionNumber } from "../../stores/revision-number.js";
import type { Examination } from "./examination.js";
import { BY_REPAIR, FROM_BACKUP, type Finding } from "./finding.js";

/** How many envelopes are looked up at once. */
const BATCH = 32;

/** How many orphans are held to be told and deleted; those beyond come up the next time. */
const MOST_ORPHANS = 1000;

/** A crash leaves a few. More, and more than one in a hundred, mean that it is the meta that is lost or old. */
const FEW = 10;

/** Looks at every envelope: whether it can be read, and whether a revision uses it. */
export async function* examineEnvelopes(examination: Examination): AsyncIterable<Finding> {
  const orphans = new Map<string, Envelope>();
  for await (const batch of inBatches(examination.storage.revisions.list(), BATCH)) {
    for (const envelope of await orphansOf(examination, batch)) if (orphans.size < MOST_ORPHANS) orphans.set(envelope.uid, envelope);
    examination.count({ envelopes: batch.length });
  }
  if (orphans.size > 0) yield* tellOrphans(examination, orphans);
  yield* brokenEnvelopes(examination);
}

async function orphansOf(examination: Examination, envelopes: readonly Envelope[]): Promise<readonly Envelope[]> {
  const old = envelopes.filter(({ info }) => info.updatedTime < examination.youngest);
  const isOrphan = await Promise.all(old.map((envelope) => isOrphaned(examination, envelope)));
  return old.filter((_, at) => isOrphan[at]);
}

/** Whether nothing says that the envelope was ever used, or all that did is purged. What the change log knows of is never an orphan. */
async function isOrphaned(examination: Examination, { uid, info, payload }: Envelope): Promise<boolean> {
  const { resourceId, revisionId } = info;
  const context = examination.modelOf(modelOf(resourceId));
  if (context === undefined) return false;
  const { meta, index } = context;
  const stored = await meta.readRevision(index, resourceId, revisionNumber(revisionId), { payload: false });
  if (stored?.payloadUid === uid) return false;
  // The facts of a revision that shares data are its own, whatever became of that data.
  if ("sameAs" in payload && stored?.revision.value.uid === uid) return false;
  if (stored !== undefined) return !(await meta.readHoldings(index, resourceId)).payloadUids.includes(uid);
  for (let seq = Number.MAX_SAFE_INTEGER; ; ) {
    const change: Change | undefined = await meta.readChangeBefore(index, resourceId, seq);
    if (change === undefined || change.op === "purge") return true;
    if (change.revisionId === revisionId) return false;
    seq = change.seq;
  }
}

/** Once more, and then deleted if that was asked for. */
async function* tellOrphans(examination: Examination, orphans: ReadonlyMap<string, Envelope>): AsyncIterable<Finding> {
  const { storage, repair, examined } = examination;
  await examination.settle();
  const still: Envelope[] = [];
  for (const envelope of orphans.values()) if (await isOrphaned(examination, envelope)) still.push(envelope);
  const isSuspicious = still.length > FEW && still.length > examined.envelopes / 100;
  if (isSuspicious) yield tooMany(still.length, examined.envelopes);
  if (repair && !isSuspicious) await storage.revisions.delete(still.map(({ uid }) => uid));
  for (const { uid, info } of still) {
    const { resourceId, revisionId } = info;
    const message = `The envelope ${uid} of ${revisionId} is used by nothing: its write was never finished.`;
    const advice = isSuspicious ? "See above." : BY_REPAIR;
    const finding = { kind: "orphaned-payload", severity: "info", model: modelOf(resourceId), resourceId, revisionId, uid, message, advice } as const;
    yield { ...finding, repairable: !isSuspicious, ...(repair && !isSuspicious ? { repaired: true } : {}) };
  }
}

function tooMany(count: number, all: number): Finding {
  const message = `${count} of ${all} envelopes are used by nothing. Crashes leave a few: so many mean that the meta database is lost, or older than the envelopes.`;
  const advice = "Nothing was deleted. Restore the newest meta database, or make it anew with `specstar doctor --rebuild`.";
  return { kind: "too-many-orphans", severity: "error", message, advice, repairable: false };
}

async function* brokenEnvelopes({ storage }: Examination): AsyncIterable<Finding> {
  for await (const { place, uid, problem } of storage.revisions.listBroken?.() ?? []) {
    const message = `The envelope ${place} is broken: ${problem}`;
    yield { kind: "broken-envelope", severity: "error", ...(uid === undefined ? {} : { uid }), message, advice: FROM_BACKUP, repairable: false };
  }
}
