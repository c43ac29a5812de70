import { open, rm, type FileHandle } from "node:fs/promises";

/**
 * Makes a new file, has it written, and makes its bytes survive a power cut; its name does not yet. Leaves no file when that fails.
 *
 * @returns what `write` returns.
 */
export async function writeNewFile<Result>(file: string, write: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  const handle = await open(file, "wx");
  try {
    const result = await write(handle);
    await handle.sync();
    await handle.close();
    return result;
  } catch (error) {
    // The first failure is the one to tell of; closing twice does no harm.
    await handle.close().catch(() => undefined);
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}
