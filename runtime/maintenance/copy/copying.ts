import type { Storage } from "../../stores/storage.js";
import type { ModelContexts } from "../models-of.js";

/** How far a copy is. */
export interface CopyProgress {
  readonly step: "blobs" | "changes" | "comparing" | "resources" | "catching up" | "verifying";
  /** How many blobs, changes or resources of the step are done. */
  readonly done: number;
  /** How many there are; null where counting them would take as long as copying. */
  readonly total: number | null;
  /** Per second, in this step. */
  readonly rate: number;
  /** Until the step is done; null when that can't be told. */
  readonly secondsLeft: number | null;
}

export interface CopyOptions {
  readonly onProgress?: ((soFar: CopyProgress) => void) | undefined;
}

/** What one copy works with. */
export interface Copying {
  readonly from: Storage;
  readonly to: Storage;
  /** The models of the source; the target's tables are the same. */
  readonly models: ModelContexts;
  readonly tell: (step: CopyProgress["step"], done: number, total: number | null) => void;
}

/** Tells progress with its rate, measured from the first word of each step on. */
export function createTeller({ onProgress }: CopyOptions): Copying["tell"] {
  let at: { step: string; since: number } | undefined;
  return (step, done, total) => {
    if (at?.step !== step) at = { step, since: performance.now() };
    const seconds = (performance.now() - at.since) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    onProgress?.({ step, done, total, rate, secondsLeft: total === null || rate === 0 ? null : Math.max(0, (total - done) / rate) });
  };
}
