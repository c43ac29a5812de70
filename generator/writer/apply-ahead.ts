import type { File } from "../ir/file.js";
import { applyWrites } from "./apply.js";
import { createPathGuard } from "./paths.js";
import { findChanges, planFile, type Change } from "./plan.js";
import { readManifest, readSome, type DiskMemory } from "./read-disk.js";

/** With more than these the whole run is what takes the time. */
const MOST_AHEAD = 20;

export interface AheadTarget {
  readonly root: string;
  readonly output: string;
  readonly memory?: DiskMemory;
}

/** The files that earlier runs of this process have made: those are on the disk. */
const known = new WeakSet<File>();

/**
 * Brings generated files up to date that nobody has touched, before the rest of their run is made: an editor or a compiler that waits
 * for them need not wait for documents of all models. A crash in between is mended by the next run, as that of a whole run.
 *
 * @returns what was written
 */
export function applyAhead({ root, output, memory }: AheadTarget, files: readonly File[]): readonly Change[] {
  const fresh = files.filter((file) => !known.has(file));
  for (const file of fresh) known.add(file);
  if (fresh.length === 0 || fresh.length > MOST_AHEAD) return [];
  const manifest = readManifest(root, output);
  const texts = readSome(root, fresh.map(({ path }) => path), createPathGuard(root), memory);
  const steps = fresh.map((file) => planFile(file, { texts, manifest }, new Set()));
  const changes = findChanges(steps).filter(({ action }) => action === "updated");
  applyWrites(root, output, manifest, changes);
  return changes;
}
