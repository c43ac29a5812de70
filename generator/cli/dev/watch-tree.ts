import { readdirSync, statSync, watch, type FSWatcher } from "node:fs";
import { join } from "node:path";

/** A tree of folders under watch. Paths are from its root, with forward slashes. */
export interface WatchOptions {
  /** Folders and files that are of no interest; asked anew for every event. */
  readonly isIgnored: (path: string) => boolean;
  /** Called for every file that was made, changed or removed; several times for one change, as the system sees fit. */
  readonly onChange: (path: string) => void;
}

/**
 * Watches a folder and the folders within, those made later as well. One watcher per folder: Node's own recursive watching
 * would look at every file of node_modules before it can be told not to.
 *
 * @returns what ends it.
 */
export function watchTree(root: string, { isIgnored, onChange }: WatchOptions): () => void {
  const watchers = new Map<string, FSWatcher>();
  const close = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const onEvent = (path: string): void => {
    if (isIgnored(path)) return;
    if (!isFolder(join(root, path))) close(path);
    else if (!watchers.has(path)) open(path).forEach(onChange);
    onChange(path);
  };
  /** Returns the files that are in there already. A folder that is gone again, or may not be read, has none. */
  const open = (folder: string): string[] => {
    try {
      const watcher = watch(join(root, folder), (_event, name) => {
        if (name !== null) onEvent(toPath(folder, name));
      });
      watcher.on("error", () => close(folder));
      watchers.set(folder, watcher);
      return listFolder(folder);
    } catch (error) {
      close(folder);
      if (isUnreadable(error)) return [];
      throw error;
    }
  };
  const listFolder = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .map((entry) => ({ entry, path: toPath(folder, entry.name) }))
      .filter(({ path }) => !isIgnored(path))
      .flatMap(({ entry, path }) => (entry.isDirectory() ? open(path) : [path]));
  open("");
  return () => [...watchers.keys()].forEach(close);
}

/** A link that leads in a circle is none. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function toPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(String(error.code));
}
