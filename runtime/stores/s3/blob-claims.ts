import { randomUUID } from "node:crypto";
import { SpecstarError } from "../../core/errors.js";
import type { StoredBlob } from "../blob-store.js";
import type { BlobKeys } from "./blob-keys.js";
import type { Bucket } from "./bucket.js";

/** In milliseconds. Between them there must be room for what networks and clocks do. */
export interface TombTimes {
  /** For how long a tomb holds up who claims the blob. */
  readonly life: number;
  /** By when the one who put it begins to delete, or lets it be. */
  readonly beginWithin: number;
  /** For how long the deletion may take. */
  readonly deleteWithin: number;
}

export const TOMB_TIMES: TombTimes = { life: 60_000, beginWithin: 15_000, deleteWithin: 15_000 };

/** For how long a claim waits for one deleter after the other, in tombs' lives. */
const PATIENCE = 4;
const LONGEST_PAUSE = 500;

/**
 * Who uses a blob and who deletes it, without locks, which S3 lacks, and without touching the blob, which S3 can't.
 *
 * A use is an object of its own, which tells the time and is put again at every use. A deleter puts a tomb, under a name of its own,
 * and only then reads the use; who claims puts the use, and only then looks for tombs. S3 is strongly consistent: what was put before
 * a reading began is seen by it. Of the two readings, one began after both puts. So at least one sees the other:
 *
 * - The deleter sees the new use: it takes its tomb away and leaves the blob alone.
 * - It does not: then that use was put after its reading, so that the claimer's look comes after the tomb. It finds the tomb, and waits;
 *   or finds none, because the deletion is over. Only then it looks whether the blob is there.
 *
 * A deleter removes the use along with the blob. So who has waited puts its use again, until a look directly after that finds no tomb.
 *
 * A deleter that died leaves its tomb, which holds claims up for its `life` only; its age is told by the server's clock at both ends. A live
 * deleter begins within `beginWithin` and gives up after `deleteWithin`, by a clock that never jumps; the rest of the life is left for a
 * request that is still under way by then. When it doesn't learn whether the deletion happened, it leaves the tomb, for that same reason.
 * What can't be excluded is a process that is frozen for that long between its last look at the clock and its request: S3 has no way to
 * refuse a late request. As tombs have names of their own, nobody ever takes away that of a live deleter.
 */
export class BlobClaims {
  readonly #bucket: Bucket;
  readonly #keys: BlobKeys;
  readonly #times: TombTimes;

  constructor(bucket: Bucket, keys: BlobKeys, times: TombTimes) {
    this.#bucket = bucket;
    this.#keys = keys;
    this.#times = times;
  }

  /** Counts a blob as used now; undefined when it is not there once nobody is about to delete it. */
  async use(fileId: string): Promise<StoredBlob | undefined> {
    const start = performance.now();
    let usedAt = await this.#putUse(fileId);
    for (let look = 0; await this.#isBeingDeleted(fileId); look++) {
      if (performance.now() - start > this.#times.life * PATIENCE) throw this.#contended(fileId);
      await pause(look);
      usedAt = await this.#putUse(fileId);
    }
    const found = await this.#bucket.head(this.#keys.blob(fileId));
    return found && { fileId, size: found.size, usedAt };
  }

  /** Undefined when it is not there. */
  async stat(fileId: string): Promise<StoredBlob | undefined> {
    const [found, usedAt] = await Promise.all([this.#bucket.head(this.#keys.blob(fileId)), this.#readUse(fileId)]);
    // Who puts a blob puts its use afterwards, and may be killed in between.
    return found && { fileId, size: found.size, usedAt: usedAt ?? found.modified };
  }

  /** Removes a blob, and its use, unless it was used after a time; returns whether it is gone. */
  async remove(fileId: string, unusedSince: Date): Promise<boolean> {
    const before = await this.stat(fileId);
    if (before === undefined) return true;
    return before.usedAt <= unusedSince && this.removeUnderTomb(fileId, unusedSince);
  }

  /** The same without a look first: also removes the use of a blob that is gone. */
  async removeUnderTomb(fileId: string, unusedSince: Date): Promise<boolean> {
    const start = performance.now();
    const tomb = `${this.#keys.tombsOf(fileId)}${randomUUID()}`;
    if (!(await this.#mayRemove(fileId, { tomb, unusedSince })) || performance.now() - start > this.#times.beginWithin) {
      await this.#bucket.delete([tomb]);
      return false;
    }
    const options = { within: this.#times.deleteWithin };
    await this.#bucket.delete([this.#keys.blob(fileId)], options);
    // Within the same time: a use that is put once the tomb is dead must stay.
    if (performance.now() - start < this.#times.beginWithin + this.#times.deleteWithin) await this.#bucket.delete([this.#keys.use(fileId)], options);
    await this.#bucket.delete([tomb]);
    return true;
  }

  async #mayRemove(fileId: string, { tomb, unusedSince }: { readonly tomb: string; readonly unusedSince: Date }): Promise<boolean> {
    try {
      await this.#bucket.put(tomb, new Uint8Array());
      const blob = await this.stat(fileId);
      const usedAt = blob === undefined ? await this.#readUse(fileId) : blob.usedAt;
      return usedAt === undefined || usedAt <= unusedSince;
    } catch (error) {
      // Nothing was begun: nobody has to wait. When this fails as well, the tomb dies by itself.
      await this.#bucket.delete([tomb]).catch(() => undefined);
      throw error;
    }
  }

  async #putUse(fileId: string): Promise<Date> {
    const now = new Date();
    await this.#bucket.put(this.#keys.use(fileId), Buffer.from(now.toISOString()), { contentType: "text/plain" });
    return now;
  }

  async #readUse(fileId: string): Promise<Date | undefined> {
    const bytes = await this.#bucket.get(this.#keys.use(fileId));
    const usedAt = new Date(bytes === undefined ? Number.NaN : Buffer.from(bytes).toString());
    return Number.isNaN(usedAt.getTime()) ? undefined : usedAt;
  }

  async #isBeingDeleted(fileId: string): Promise<boolean> {
    for await (const { age } of this.#bucket.list(this.#keys.tombsOf(fileId))) if (age < this.#times.life) return true;
    return false;
  }

  #contended(fileId: string): SpecstarError {
    return new SpecstarError("BACKEND_UNAVAILABLE", `${this.#bucket.name}: The blob ${fileId} is being deleted all the time. Try again.`);
  }
}

/** Random, so that several get out of each other's way. */
function pause(look: number): Promise<void> {
  const longest = Math.min(20 * 2 ** Math.min(look, 10), LONGEST_PAUSE);
  return new Promise((resume) => setTimeout(resume, Math.random() * longest));
}
