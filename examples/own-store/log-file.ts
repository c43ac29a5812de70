import { constants, open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

const LINE_FEED = 10;
const CHUNK = 65_536;

/** Where a line stands in the file, in bytes. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

export interface FoundLine extends Place {
  readonly line: Buffer;
}

/** A file that lines are added to, one at a time. What was added is on the disk when the call resolves. */
export class LogFile {
  readonly #path: string;
  #file: FileHandle;
  #end = 0;
  /** Whether there may be something behind the last whole line. */
  #isTorn = true;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Made when it is not there. `found` is told of every line that has an end; what follows the last one was never acknowledged. */
  static async open(path: string, found: (line: FoundLine) => void): Promise<LogFile> {
    await rm(`${path}.new`, { force: true });
    const log = new LogFile(path, await open(path, constants.O_RDWR | constants.O_CREAT));
    await syncFolder(path);
    for await (const line of log.#lines()) {
      found(line);
      log.#end = line.at + line.length;
    }
    return log;
  }

  async add(line: Buffer): Promise<Place> {
    if (this.#isTorn) await this.#file.truncate(this.#end);
    this.#isTorn = true;
    const place = await writeAt(this.#file, this.#end, line);
    await this.#file.datasync();
    this.#isTorn = false;
    this.#end += place.length;
    return place;
  }

  async read({ at, length }: Place): Promise<Buffer> {
    const line = Buffer.alloc(length);
    await this.#file.read(line, 0, length, at);
    return line;
  }

  /** Leaves these lines alone, in this order, and says where they are now. A crash on the way leaves the file as it was. */
  async keep(places: readonly Place[]): Promise<Place[]> {
    const next = await open(`${this.#path}.new`, "w+");
    try {
      const kept: Place[] = [];
      let end = 0;
      for (const place of places) {
        kept.push(await writeAt(next, end, await this.read(place)));
        end += place.length;
      }
      await next.sync();
      await rename(`${this.#path}.new`, this.#path);
      [this.#file, this.#end, this.#isTorn] = [await swap(this.#file, next), end, false];
      await syncFolder(this.#path);
      return kept;
    } catch (error) {
      if (this.#file !== next) await next.close();
      throw error;
    }
  }

  sync(): Promise<void> {
    return this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async *#lines(): AsyncIterable<FoundLine> {
    let rest = Buffer.alloc(0);
    let at = 0;
    for await (const chunk of this.#file.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK })) {
      rest = Buffer.concat([rest, chunk]);
      for (let length = rest.indexOf(LINE_FEED) + 1; length > 0; length = rest.indexOf(LINE_FEED) + 1) {
        yield { at, length, line: rest.subarray(0, length) };
        at += length;
        rest = rest.subarray(length);
      }
    }
  }
}

async function swap(before: FileHandle, next: FileHandle): Promise<FileHandle> {
  await before.close();
  return next;
}

async function writeAt(file: FileHandle, at: number, line: Buffer): Promise<Place> {
  for (let done = 0; done < line.length; ) done += (await file.write(line, done, line.length - done, at + done)).bytesWritten;
  return { at, length: line.length };
}

/** A name is on the disk when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
