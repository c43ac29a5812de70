import type { MetaWrite, Referrer, StoredRevision } from "../stores/meta-store.js";
import { withoutKeeping } from "./blobs/keep-blobs.js";
import type { OperationContext, PreparedData } from "./context.js";

/** A write, and the resource as it is then; undefined when it is gone. */
export interface PlannedWrite {
  readonly write: MetaWrite;
  readonly after: StoredRevision | undefined;
}

/** That a resource may only be deleted if another one no longer refers to it in the end. */
export interface Restriction {
  readonly resourceId: string;
  readonly referrer: Referrer;
}

/**
 * Writes that will happen together or not at all. Operations are planned one after the other, and each reads through the unit what
 * the ones before it will have done.
 */
export class Unit {
  /** On all revisions and changes of the unit; null while it has but one write. */
  readonly changesetId: string | null;
  readonly writes: MetaWrite[] = [];
  readonly restrictions: Restriction[] = [];
  /** What is left to do once the writes have happened. */
  readonly afterwards: (() => Promise<void>)[] = [];
  /** Which step of a batch is being planned; undefined outside of one. */
  step: number | undefined;
  readonly #steps: (number | undefined)[] = [];
  readonly #isDryRun: boolean;
  readonly #states = new Map<string, StoredRevision | undefined>();
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
    return context.meta.readRevision(context.index, resourceId, "current", { payload });
  }

  /** The data text of a planned payload; undefined for one that is stored already. */
  textOf(payloadUid: string): string | undefined {
    return this.#texts.get(payloadUid);
  }

  /** What was planned for a resource here; undefined when nothing was. */
  lastWriteTo(resourceId: string): MetaWrite | undefined {
    return this.writes.findLast((write) => write.change.resourceId === resourceId);
  }

  add({ write, after }: PlannedWrite): void {
    this.writes.push(write);
    this.#steps.push(this.step);
    this.#states.set(write.change.resourceId, after);
    if (after?.data !== undefined) this.#texts.set(after.payloadUid, after.data);
  }

  /** The step of a batch that planned the n-th write. */
  stepOf(write: number): number | undefined {
    return this.#steps[write];
  }
}
