import { SpecstarError } from "../../core/errors.js";
import { Facts } from "../../core/facts.js";
import type { Change, ResourceMeta } from "../../core/resource.js";
import type { DumpPage, MetaArchive, ResourceDump } from "../meta-archive.js";
import type { ExpectedState, NewRevision } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { revisionNumber } from "../revision-number.js";
import {
  prepareModelArchive,
  prepareSharedArchive,
  type DumpedMetaRow,
  type DumpedRevisionRow,
  type ModelArchiveStatements,
  type SharedArchiveStatements,
} from "./archive-statements.js";
import { retryWhileBusy } from "./busy.js";
import type { Database } from "./driver.js";
import type { UnitWriter } from "./group-writer.js";
import type { JobRows } from "./job-rows.js";
import { toRevisionInfo } from "./row.js";
import type { Statements } from "./statements.js";
import { writeMeta } from "./write-meta.js";

/** Whole resources in and out of the database: a page is one snapshot, and what is restored together one transaction. */
export class SqliteArchive implements MetaArchive {
  readonly #db: Database;
  readonly #writer: UnitWriter;
  readonly #statements: Statements;
  readonly #jobs: JobRows;
  readonly #models = new WeakMap<ModelIndex, ModelArchiveStatements>();
  #prepared: SharedArchiveStatements | undefined;

  constructor(db: Database, writer: UnitWriter, statements: Statements, jobs: JobRows) {
    this.#db = db;
    this.#writer = writer;
    this.#statements = statements;
    this.#jobs = jobs;
  }

  async dump(index: ModelIndex, { after, limit, payload }: DumpPage): Promise<readonly ResourceDump[]> {
    const read = this.#db.transaction(() => this.#of(index).listMeta.all(after ?? "", limit).map((row) => this.#dumpOne(index, row, payload)));
    return retryWhileBusy(() => read());
  }

  restore(index: ModelIndex, dumps: readonly ResourceDump[]): Promise<void> {
    return this.#write(() => this.#put(index, dumps));
  }

  replace(index: ModelIndex, dump: ResourceDump, expected: ExpectedState | null): Promise<boolean> {
    return this.#write(() => {
      const [etag, count] = this.#statements.of(index).readState.get(dump.meta.resourceId) ?? [];
      if (etag !== expected?.etag || count !== expected?.totalRevisionCount) return false;
      this.#put(index, [dump]);
      return true;
    });
  }

  drop(index: ModelIndex, resourceIds: readonly string[]): Promise<void> {
    return this.#write(() => {
      for (const resourceId of resourceIds) {
        this.#drop(index, resourceId, new Set());
        this.#jobs.forget(resourceId);
      }
    });
  }

  restoreChanges(changes: readonly Change[]): Promise<void> {
    return this.#write(() => {
      for (const change of changes) this.#putChange(change);
    });
  }

  /** In a savepoint, so that what throws half-way leaves nothing, and its neighbours in the transaction alone. */
  #write<Result>(apply: () => Result): Promise<Result> {
    return this.#writer.write(apply, () => false);
  }

  #dumpOne(index: ModelIndex, [meta, etag, , , resourceId]: DumpedMetaRow, payload: boolean): ResourceDump {
    const uses = new Map<string, string[]>();
    for (const [payloadUid, fileId] of this.#shared.listBlobUses.all(resourceId)) uses.set(payloadUid, [...(uses.get(payloadUid) ?? []), fileId]);
    const seen = new Set<string>();
    const toRevision = ([info, payloadUid, data = null]: DumpedRevisionRow): NewRevision => {
      const isFirst = !seen.has(payloadUid);
      seen.add(payloadUid);
      return { info: toRevisionInfo(info), payloadUid, data: isFirst ? data : null, fileIds: (isFirst ? uses.get(payloadUid) : undefined) ?? [] };
    };
    const revisions = this.#of(index)[payload ? "revisionsWithData" : "revisions"].all(resourceId).map(toRevision);
    return { meta: Facts.parse<ResourceMeta>(meta).value, etag, revisions, references: this.#shared.listReferences.all(resourceId) };
  }

  /** All make way before the first is put, so that unique values may have moved from one to another. */
  #put(index: ModelIndex, dumps: readonly ResourceDump[]): void {
    for (const { meta, revisions } of dumps) this.#drop(index, meta.resourceId, new Set(revisions.map(({ payloadUid }) => payloadUid)));
    for (const dump of dumps) this.#putOne(index, dump);
  }

  #putOne(index: ModelIndex, { meta, etag, revisions, references }: ResourceDump): void {
    const model = this.#statements.of(index);
    const { insertReference, insertBlobUse } = this.#statements.shared;
    const { resourceId, currentRevisionId } = meta;
    const revision = revisions.find(({ info }) => info.value.revisionId === currentRevisionId) ?? null;
    const refusal = writeMeta(model, { index, expected: null, meta, etag, revision });
    if (refusal !== undefined) throw refused(resourceId, refusal.kind === "unique" ? refusal.fields : ["id"]);
    for (const { info, payloadUid, data, fileIds } of revisions) {
      const { uid, revisionId } = info.value;
      model.insertRevision.run(resourceId, revisionNumber(revisionId), uid, payloadUid, info.text);
      if (data !== null) this.#shared.putPayload.run(payloadUid, data);
      for (const fileId of fileIds) insertBlobUse.run(fileId, payloadUid, resourceId);
    }
    for (const { path, targetId, n, onDelete } of references) insertReference.run(resourceId, path, targetId, n, onDelete);
  }

  /** @param kept the payloads that stay. */
  #drop(index: ModelIndex, resourceId: string, kept: ReadonlySet<string>): void {
    const model = this.#statements.of(index);
    const { shared } = this.#statements;
    for (const uid of model.listPayloadUids.all(resourceId)) if (!kept.has(uid)) shared.deletePayload.run(uid);
    model.deleteRevisions.run(resourceId);
    shared.deleteReferences.run(resourceId);
    shared.deleteAllBlobUses.run(resourceId);
    this.#of(index).dropMeta.run(resourceId);
  }

  #putChange({ seq, model, resourceId, revisionId, op, at, by, reason, requestId, changesetId }: Change): void {
    const { restoreChange, forgetAuthorsBefore } = this.#shared;
    const { changes } = restoreChange.run(seq, model, resourceId, revisionId, op, at, by, reason, requestId, changesetId);
    if (changes > 0 && op === "purge") forgetAuthorsBefore.run(resourceId, seq);
  }

  #of(index: ModelIndex): ModelArchiveStatements {
    const prepared = this.#models.get(index) ?? prepareModelArchive(this.#db, index);
    this.#models.set(index, prepared);
    return prepared;
  }

  /** Prepared when first needed: before the migrations there is no table to prepare for. */
  get #shared(): SharedArchiveStatements {
    this.#prepared ??= prepareSharedArchive(this.#db);
    return this.#prepared;
  }
}

function refused(resourceId: string, fields: readonly string[]): SpecstarError {
  return new SpecstarError("UNIQUE_VIOLATION", `"${resourceId}" can't be restored: another resource has the same ${fields.join(" and ")}.`);
}
