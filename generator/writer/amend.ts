import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createPathGuard } from "./paths.js";

/** What became of a file that is the user's. */
export type Amended = "created" | "updated" | "unchanged";

/**
 * Writes a file that is the user's from then on, unless there is one already.
 *
 * @param path from the project's root.
 * @throws Refusal when it is, or lies behind, a symbolic link.
 */
export function scaffoldFile(root: string, path: string, text: string): Amended {
  return amendFile(root, path, (found) => found ?? text);
}

/**
 * Changes a file of the user's: it holds its old text or its new one, never a part of it.
 *
 * @param amend gets the text, undefined when there is no such file; gives what it should be.
 * @throws Refusal when it is, or lies behind, a symbolic link.
 */
export function amendFile(root: string, path: string, amend: (found: string | undefined) => string): Amended {
  const isThere = createPathGuard(root)(path) !== undefined;
  const found = isThere ? readFileSync(join(root, path), "utf8") : undefined;
  const text = amend(found);
  if (text === found) return "unchanged";
  const draft = join(root, `${path}.${process.pid}.tmp`);
  mkdirSync(dirname(draft), { recursive: true });
  writeFileSync(draft, text, { flag: "wx" });
  renameSync(draft, join(root, path));
  return isThere ? "updated" : "created";
}
