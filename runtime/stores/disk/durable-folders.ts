import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { isThere } from "./or-missing.js";
import { makeFolder, syncFolder } from "./sync-folder.js";

interface Syncs {
  readonly current: Promise<void>;
  /** Of those that came while the current one was under way. */
  next: Promise<void> | undefined;
}

/** Folders below a root, whose names and whose files' names survive a power cut. Who comes at the same time shares the work. */
export class DurableFolders {
  readonly #root: string;
  /** Those whose names are known to survive, or soon will. */
  readonly #made = new Map<string, Promise<void>>();
  readonly #syncs = new Map<string, Syncs>();

  /** @param root an absolute path. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Makes the root or a folder below it, and those between, where they are missing. Resolves once their names would survive. */
  make(folder: string): Promise<void> {
    const known = this.#made.get(folder);
    if (known !== undefined) return known;
    const made = folder === this.#root ? makeFolder(folder, folder) : this.#makeBelow(folder);
    this.#made.set(folder, made);
    made.catch(() => this.#made.delete(folder));
    return made;
  }

  /** Resolves once every name that is in the folder now would survive. */
  sync(folder: string): Promise<void> {
    const syncs = this.#syncs.get(folder);
    if (syncs === undefined) return this.#start(folder);
    // The one under way may have begun before the latest name was there.
    syncs.next ??= syncs.current.catch(() => undefined).then(() => this.#start(folder));
    return syncs.next;
  }

  async #makeBelow(folder: string): Promise<void> {
    const above = dirname(folder);
    await this.make(above);
    // Not recursive: that reports a read-only disk as a folder that is missing.
    await mkdir(folder).catch((error: unknown) => {
      if (!isThere(error)) throw error;
    });
    // Whoever made it may still be at this.
    await this.sync(above);
  }

  #start(folder: string): Promise<void> {
    const current = syncFolder(folder);
    const syncs: Syncs = { current, next: undefined };
    this.#syncs.set(folder, syncs);
    const forget = () => {
      if (syncs.next === undefined) this.#syncs.delete(folder);
    };
    current.then(forget, forget);
    return current;
  }
}
