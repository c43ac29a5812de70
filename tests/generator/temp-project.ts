import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for one test, removed when the test is over. */
export interface TempProject {
  readonly root: string;
  write(path: string, text: string): void;
  read(path: string): string;
  has(path: string): boolean;
  /** Every file below the root with its text, its time and its inode: equal only if nothing was touched. */
  snapshot(): Record<string, { text: string; mtimeMs: number; ino: number }>;
  /** The paths of all files, sorted. */
  list(): string[];
}

export function tempProject(): TempProject {
  const root = mkdtempSync(join(tmpdir(), "specstar-test-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const list = (): string[] =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .toSorted();
  return {
    root,
    list,
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    read: (path) => readFileSync(join(root, path), "utf8"),
    has: (path) => existsSync(join(root, path)),
    snapshot: () =>
      Object.fromEntries(
        list().map((path) => {
          const { mtimeMs, ino } = statSync(join(root, path));
          return [path, { text: readFileSync(join(root, path), "utf8"), mtimeMs, ino }];
        }),
      ),
  };
}
