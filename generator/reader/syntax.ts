import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ts } from "ts-morph";

/**
 * The compiler's functions and constants, as ts-morph carries them: never the `typescript` package, whose newest release has no such API.
 * Loaded with `require`, because Node searches a CommonJS file that is imported for its exports: with a compiler's 12 MB that takes 0.15 s.
 */
export const syntax: typeof ts = load();

/** What ts-morph puts around the compiler takes a quarter of the time that both take to load: only the compiler's own file is, if it is where it was. */
function load(): typeof ts {
  const require = createRequire(createRequire(import.meta.url).resolve("ts-morph"));
  const carrier = "@ts-morph/common";
  const compiler = join(dirname(require.resolve(carrier)), "typescript.js");
  return existsSync(compiler) ? require(compiler) : require(carrier).ts;
}
