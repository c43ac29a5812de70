import { SpecstarError } from "../../core/errors.js";

const FULL = "its disk is full. Make room on it: what was refused has left nothing, and writing works again as soon as there is room";
const REFUSED = "this process may not use it. Let its user read and write the folder, and see whether the disk is mounted read-only";
const TOO_MANY = "too many files are open. Raise the limit (`ulimit -n`) of this process or of the system";
const IN_THE_WAY = "a file is where a folder should be. Move the file away, or choose another folder";

/** What the codes of the system mean for a store, and what to do (POSIX.1-2017, errno.h). */
const REASONS: ReadonlyMap<unknown, string> = new Map([
  ["ENOSPC", FULL],
  ["EDQUOT", FULL],
  ["EROFS", REFUSED],
  ["EACCES", REFUSED],
  ["EPERM", REFUSED],
  ["EMFILE", TOO_MANY],
  ["ENFILE", TOO_MANY],
  ["EEXIST", IN_THE_WAY],
  ["ENOTDIR", IN_THE_WAY],
  ["EIO", "its disk fails. Look at the system's log, and move the folder to another disk"],
]);

/**
 * Does work in a folder.
 *
 * @throws BACKEND_UNAVAILABLE, with the folder and what to do, when the disk is full, read-only or broken, or too many files are open;
 *   otherwise what the work throws.
 */
export async function explainDiskErrors<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toDiskError(folder, error);
  }
}

/** The same for what is listed. */
export async function* explainListing<Item>(folder: string, items: AsyncIterable<Item>): AsyncIterable<Item> {
  try {
    yield* items;
  } catch (error) {
    throw toDiskError(folder, error);
  }
}

function toDiskError(folder: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason = REASONS.get(code);
  if (reason === undefined) return error;
  return new SpecstarError("BACKEND_UNAVAILABLE", `The folder ${folder} can't be used (${String(code)}): ${reason}.`, [], { cause: error });
}
