import type { Stats } from "node:fs";

/** What the file system says of a file without its text being read. */
export interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

/** Kernels tick every ten milliseconds at the slowest; the coarsest of the file systems that people use, every two seconds. */
const FINE_STEP_MS = 20;
const COARSE_STEP_MS = 2_000;

export function toFacts({ size, mtimeMs, ctimeMs, ino }: Stats): FileFacts {
  return { size, mtimeMs, ctimeMs, ino };
}

export function isSameFile(a: FileFacts, b: FileFacts): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.ino === b.ino;
}

/**
 * Whether equal facts prove an equal text: a file that changed shortly before it was read at `readAt`, or since, may have
 * changed again without its times showing it.
 */
export function isSettled({ mtimeMs, ctimeMs }: FileFacts, readAt: number): boolean {
  // A time with a fraction of a millisecond comes from a clock with fine steps.
  const step = Number.isInteger(mtimeMs) ? COARSE_STEP_MS : FINE_STEP_MS;
  return Math.max(mtimeMs, ctimeMs) + step < readAt;
}
