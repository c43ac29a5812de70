import { SpecstarError } from "../../core/errors.js";
import type { Change } from "../../core/resource.js";
import { compareValues } from "../../query/compare.js";
import { envelopesOf } from "../envelopes-of.js";
import type { DumpPage, MetaArchive, ResourceDump } from "../meta-archive.js";
import type { ExpectedState, NewRevision } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import type { MemoryBlobUses } from "./blob-uses.js";
import type { MemoryChangeLog } from "./change-log.js";
import type { MemoryResources } from "./memory-resources.js";
import { isInState, type KeptRevision, type Row } from "./memory-table.js";
import type { MemoryRevisionStore } from "./revision-store.js";

/** What a memory meta store consists of. */
export interface MemoryParts {
  readonly resources: MemoryResources;
  readonly changes: MemoryChangeLog;
  readonly uses: MemoryBlobUses;
  /** Null when payloads are kept elsewhere. */
  readonly payloads: MemoryRevisionStore | null;
  refuseWhenClosed(): void;
}

/** The parts of a memory meta store, read and written whole. Every call is one step. */
export class MemoryArchive implements MetaArchive {
  readonly #parts: MemoryParts;

  constructor(parts: MemoryParts) {
    this.#parts = parts;
  }

  async dump(index: ModelIndex, { after, limit, payload }: DumpPage): Promise<readonly ResourceDump[]> {
    this.#parts.refuseWhenClosed();
    const rows = [...this.#parts.resources.table(index).rows].filter(({ meta }) => after === null || compareValues(meta.value.resourceId, after) > 0);
    const page = rows.sort((a, b) => compareValues(a.meta.value.resourceId, b.meta.value.resourceId)).slice(0, limit);
    return page.map((row) => this.#dumpOne(index, row, payload));
  }

  async restore(index: ModelIndex, dumps: readonly ResourceDump[]): Promise<void> {
    this.#parts.refuseWhenClosed();
    this.#put(index, dumps);
  }

  async replace(index: ModelIndex, dump: ResourceDump, expected: ExpectedState | null): Promise<boolean> {
    this.#parts.refuseWhenClosed();
    const row = this.#parts.resources.table(index).row(dump.meta.resourceId);
    const isExpected = expected === null ? row === undefined : isInState(row, expected);
    if (isExpected) this.#put(index, [dump]);
    return isExpected;
  }

  async drop(index: ModelIndex, resourceIds: readonly string[]): Promise<void> {
    this.#parts.refuseWhenClosed();
    const { resources, payloads } = this.#parts;
    for (const resourceId of resourceIds) {
      this.#removeUses(index, resourceId);
      payloads?.dropAll(resourceId);
      resources.references.restore(resourceId, []);
      resources.table(index).drop(index, resourceId);
      resources.jobs.forget(resourceId);
    }
  }

  async restoreChanges(changes: readonly Change[]): Promise<void> {
    this.#parts.refuseWhenClosed();
    this.#parts.changes.restore(changes);
  }

  #dumpOne(index: ModelIndex, { meta, etag }: Row, payload: boolean): ResourceDump {
    const { resources } = this.#parts;
    const { resourceId } = meta.value;
    const seen = new Set<string>();
    const toRevision = (kept: KeptRevision): NewRevision => {
      const isFirst = !seen.has(kept.payloadUid);
      seen.add(kept.payloadUid);
      return isFirst ? this.#dumpFirst(kept, payload) : { info: kept.info, payloadUid: kept.payloadUid, data: null, fileIds: [] };
    };
    const revisions = resources.table(index).revisions(resourceId).map(toRevision);
    return { meta: meta.value, etag, revisions, references: structuredClone(resources.references.of(resourceId)) };
  }

  #dumpFirst({ info, payloadUid }: KeptRevision, payload: boolean): NewRevision {
    const { uses, payloads } = this.#parts;
    const data = payload ? payloads?.dataOf(payloadUid) : undefined;
    return { info, payloadUid, data: data ?? null, fileIds: uses.namedBy(payloadUid).toSorted(compareValues) };
  }

  /** All make way before the first is put, so that unique values may have moved from one to another. */
  #put(index: ModelIndex, dumps: readonly ResourceDump[]): void {
    const table = this.#parts.resources.table(index);
    const formerUids = dumps.flatMap(({ meta }) => table.revisions(meta.resourceId).map(({ payloadUid }) => payloadUid));
    const steps = dumps.map(({ meta }) => table.drop(index, meta.resourceId));
    for (const { meta, etag, revisions } of dumps) {
      const fields = table.takenFields(index, meta);
      if (fields !== undefined) {
        for (const undo of steps.reverse()) undo();
        throw takenMeanwhile(meta.resourceId, fields);
      }
      steps.push(table.restore(index, { meta, etag, revisions }));
    }
    for (const uid of formerUids) this.#parts.uses.remove(uid);
    for (const dump of dumps) this.#putRest(dump);
  }

  #putRest({ meta: { resourceId }, revisions, references }: ResourceDump): void {
    const { resources, uses, payloads } = this.#parts;
    resources.references.restore(resourceId, references);
    for (const { payloadUid, fileIds } of revisions) uses.add(payloadUid, fileIds);
    if (payloads === null) return;
    const brought = new Map(revisions.flatMap(({ payloadUid, data }) => (data === null ? [] : [[payloadUid, data] as const])));
    const envelopes = envelopesOf(revisions, (uid) => brought.get(uid) ?? payloads.dataOf(uid));
    payloads.dropAll(resourceId);
    for (const envelope of envelopes) payloads.keep(envelope);
  }

  #removeUses(index: ModelIndex, resourceId: string): void {
    for (const { payloadUid } of this.#parts.resources.table(index).revisions(resourceId)) this.#parts.uses.remove(payloadUid);
  }
}

function takenMeanwhile(resourceId: string, fields: readonly string[]): SpecstarError {
  return new SpecstarError("UNIQUE_VIOLATION", `"${resourceId}" can't be restored: another resource has the same ${fields.join(" and ")}.`);
}
