import { createRequire } from "node:module";
import type { ts } from "ts-morph";

/**
 * The compiler's functions and constants, as ts-morph carries them: never the `typescript` package, whose newest release has no such API.
 * Loaded with `require`, because Node searches a CommonJS file that is imported for its exports: with a compiler's 12 MB that takes 0.15 s.
 */
export const syntax: typeof ts = load().ts;

function load(): { readonly ts: typeof ts } {
  return createRequire(import.meta.url)("ts-morph");
}
