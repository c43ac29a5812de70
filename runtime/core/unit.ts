import type { MetaWrite, Reference, Referrer, StoredRevision } from "../stores/meta-store.js";
import { withoutKeeping } from "./blobs/keep-blobs.js";
import type { OperationContext, PreparedData } from "./context.js";
import { envelopeUid } from "./envelope.js";

/** A write, and the resource as it is then; undefined when it is gone. */
export interface PlannedWrite {
  readonly write: MetaWrite;
  readonly after: StoredRevision | undefined;
}

/** That a resource may only be deleted if another one no longer refers to it in the end. */
export interface Restriction {
  readonly resourceId: string;
  readonly referrer: Referrer;
  /** Which step of a batch planned the deletion. */
  readonly step: number | undefined;
}

/** Where an operation is planned: a model, within a unit. */
export interface Scope {
  readonly unit: Unit;
  readonly context: OperationContext;
}

/**
 * Writes that will happen together or not at all. Operations are planned one after the other, and each reads through the unit what
 * the ones before it will have done.
 */
export class Unit {
  /** On all revisions and changes of the unit; null while it has but one write. */
  readonly changesetId: string | null;
  readonly writes: MetaWrite[] = [];
  readonly #restrictions: Restriction[] = [];
  /** What is left to do once the writes have happened. */
  readonly afterwards: (() => Promise<void>)[] = [];
  /** Which step of a batch is being planned; undefined outside of one. */
  step: number | undefined;
  readonly #steps: (number | undefined)[] = [];
  readonly #isDryRun: boolean;
  /** Of all resources that were read or written: what a plan has seen of one stays as it is until the plan is done. */
  readonly #states = new Map<string, StoredRevision | undefined>();
  readonly #revisions = new Map<string, StoredRevision>();
  readonly #references = new Map<string, readonly Reference[]>();
  readonly #texts = new Map<string, string>();

  /** @param isDryRun whether it will never be committed: then planning leaves no trace either. */
  constructor(changesetId: string | null, isDryRun: boolean) {
    this.changesetId = changesetId;
    this.#isDryRun = isDryRun;
  }

  /** Sees to it that the blobs of data that is about to be written are there, and stay. */
  async keepBlobs({ storage }: OperationContext, { keepBlobs }: PreparedData): Promise<void> {
    await keepBlobs?.(this.#isDryRun ? withoutKeeping(storage.blobs) : storage.blobs);
  }

  /** The current revision of a resource as it will be; undefined when there is none. The id must have the form of one. */
  async readCurrent(context: OperationContext, resourceId: string, payload: boolean): Promise<StoredRevision | undefined> {
    if (this.#states.has(resourceId)) return this.#states.get(resourceId);
    const stored = await context.meta.readRevision(context.index, resourceId, "current", { payload });
    this.#states.set(resourceId, stored);
    return stored;
  }

  /** Takes the current revision of a resource as the caller knows it. Should it be another by now, the commit meets a conflict. */
  assume(current: StoredRevision): void {
    this.#states.set(current.meta.value.resourceId, current);
  }

  /** A revision that is planned here; undefined for one that is stored already, or that nobody knows of. */
  plannedRevision(revisionId: string): StoredRevision | undefined {
    return this.#revisions.get(revisionId);
  }

  /** The data text of a planned payload; undefined for one that is stored already. */
  textOf(payloadUid: string): string | undefined {
    return this.#texts.get(payloadUid);
  }

  /** Under what revisions, all of them or those of one resource, are put before the unit is committed, where payloads are kept apart. */
  envelopeUids(resourceId?: string): readonly string[] {
    const writes = this.writes.filter(({ change }) => resourceId === undefined || change.resourceId === resourceId);
    const revisions = writes.map((write) => (write.kind === "purge" ? null : write.revision));
    return revisions.filter((revision) => revision !== null).map(envelopeUid);
  }

  /** Whether what a resource refers to is settled by a write that is planned here. */
  settlesReferencesOf(resourceId: string): boolean {
    return this.#references.has(resourceId);
  }

  /** Those whose planned writes refer to a resource, as the store would list them. */
  plannedReferrers(resourceId: string): readonly Referrer[] {
    return [...this.#references].flatMap(([referrerId, references]) =>
      references
        .filter(({ target }) => target.resourceId === resourceId)
        .map(({ path, onDelete, target: { n } }) => ({ resourceId: referrerId, path, onDelete, n })),
    );
  }

  /** Notes that the deletion of a resource needs another one to let go of it, at the latest by the end of the unit. */
  restrict(resourceId: string, referrer: Referrer): void {
    this.#restrictions.push({ resourceId, referrer, step: this.step });
  }

  /** Those that still hold, of what was noted. */
  get restrictions(): readonly Restriction[] {
    return this.#restrictions.filter(({ resourceId, referrer }) => this.#isGone(resourceId) && this.#refersTo(resourceId, referrer));
  }

  add({ write, after }: PlannedWrite): void {
    this.writes.push(write);
    this.#steps.push(this.step);
    this.#states.set(write.change.resourceId, after);
    if (write.kind === "purge") this.#references.set(write.resourceId, []);
    else if (write.references !== undefined) this.#references.set(write.change.resourceId, write.references);
    if (after !== undefined) this.#revisions.set(after.revision.value.revisionId, after);
    if (after?.data !== undefined) this.#texts.set(after.payloadUid, after.data);
  }

  /** The step of a batch that planned the n-th write. */
  stepOf(write: number): number | undefined {
    return this.#steps[write];
  }

  #isGone(resourceId: string): boolean {
    const state = this.#states.get(resourceId);
    return state === undefined || state.isDeleted;
  }

  #refersTo(resourceId: string, { resourceId: referrerId, path }: Referrer): boolean {
    if (!this.settlesReferencesOf(referrerId)) return true;
    return this.plannedReferrers(resourceId).some((planned) => planned.resourceId === referrerId && planned.path === path);
  }
}
