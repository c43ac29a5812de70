import { EXIT } from "../exit-code.js";
import { withProgress } from "../migrate/run.js";
import { findBackendConfig, loadFromProject } from "../project-modules.js";
import type { GcFlags } from "../tool-commands.js";
import type { World } from "../world.js";

/** What the command needs of `@specstar/runtime` and `/config`, which are the project's and not ours. */
interface Runtime<Storage> {
  openBackend(path: string): Promise<Storage>;
  collectBlobs(storage: Storage, options: CollectOptions): Promise<Collected>;
}

interface CollectOptions {
  readonly olderThan: Date;
  readonly dryRun: boolean;
  readonly onProgress: (soFar: Collected) => void;
}

interface Collected {
  readonly seen: number;
  readonly removed: number;
  readonly removedBytes: number;
}

/** `specstar gc`: removes the blobs that nothing names and that nobody has put or claimed lately. */
export async function gcCommand(root: string, { grace, config, dryRun = false, json = false }: GcFlags, world: World): Promise<number> {
  const runtime = await loadFromProject<Runtime<{ close(): Promise<void> }>>(root, ["@specstar/runtime", "@specstar/runtime/config"]);
  const storage = await runtime.openBackend(findBackendConfig(root, config));
  try {
    let seen = 0;
    const onProgress = (soFar: Collected): void => void (seen = soFar.seen);
    const olderThan = new Date(world.now().getTime() - grace);
    const collected = await withProgress(world, () => `looking at files, ${seen} so far`, () => runtime.collectBlobs(storage, { olderThan, dryRun, onProgress }));
    world.stdout(json ? `${JSON.stringify({ dryRun, ...collected }, null, 2)}\n` : describe(collected, dryRun));
    return EXIT.ok;
  } finally {
    await storage.close();
  }
}

function describe({ seen, removed, removedBytes }: Collected, dryRun: boolean): string {
  return `${dryRun ? "would remove" : "removed"} ${removed} of ${seen} files, ${removedBytes} bytes\n`;
}
