import type { Lock } from "./lock-file.js";

/** The lock file's text. */
export function printLock(lock: Lock): string {
  const { databases, models, shapes } = lock;
  // A shape is what its key says.
  const key = JSON.stringify([databases, models, Object.keys(shapes)]);
  if (last?.key !== key) last = { key, text: `${JSON.stringify(lock, null, 2)}\n` };
  return last.text;
}

/** Runs that follow each other mostly print the same, which is long. */
let last: { readonly key: string; readonly text: string } | undefined;
