import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can't sync a folder, and needn't.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it where they are missing. From `root` down, their names survive a power cut, whoever made them. */
export async function makeFolder(folder: string, root: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  const top = first === undefined || first.length > root.length ? root : first;
  for (let each = folder; each.length >= top.length; each = dirname(each)) await syncFolder(dirname(each));
}
