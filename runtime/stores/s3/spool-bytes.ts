import { createHash, randomUUID, type Hash } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SpecstarError } from "../../core/errors.js";

/** Bytes that are kept on this machine until it is known whether they have to be sent. */
export interface SpooledBytes {
  readonly fileId: string;
  readonly size: number;
  /** The bytes themselves while there are few of them, or the file that has them. */
  readonly held: { readonly bytes: Uint8Array } | { readonly file: string };
  /** Removes the file. */
  discard(): Promise<void>;
}

/** What is kept in memory at most, for one blob. */
const MOST_IN_MEMORY = 1_048_576;

/**
 * Takes bytes as they come, hashing them on the way: first into memory, into a temporary file when there are many. Leaves no file when
 * that fails.
 *
 * @throws the stream's own error; BACKEND_UNAVAILABLE when the temporary folder can't take them.
 */
export async function spoolBytes(bytes: AsyncIterable<Uint8Array>): Promise<SpooledBytes> {
  const spool = new Spool();
  try {
    for await (const chunk of bytes) await spool.add(chunk);
    return await spool.finish();
  } catch (error) {
    await spool.discard().catch(() => undefined);
    throw error;
  }
}

class Spool {
  readonly #hash: Hash = createHash("sha256");
  readonly #path = join(tmpdir(), `specstar-blob-${randomUUID()}`);
  #chunks: Uint8Array[] = [];
  #size = 0;
  #handle: FileHandle | undefined;

  async add(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.#size += chunk.length;
    // A copy: the buffer is the caller's.
    if (this.#handle === undefined) this.#chunks.push(Buffer.from(chunk));
    if (this.#size > MOST_IN_MEMORY) await orFull(() => this.#write(chunk));
  }

  async finish(): Promise<SpooledBytes> {
    await orFull(async () => this.#handle?.close());
    const held = this.#handle === undefined ? { bytes: Buffer.concat(this.#chunks) } : { file: this.#path };
    return { fileId: this.#hash.digest("hex"), size: this.#size, held, discard: () => this.discard() };
  }

  async discard(): Promise<void> {
    if (this.#handle === undefined) return;
    // Closing twice does no harm.
    await this.#handle.close().catch(() => undefined);
    await rm(this.#path, { force: true });
  }

  async #write(chunk: Uint8Array): Promise<void> {
    if (this.#handle !== undefined) return this.#handle.writeFile(chunk);
    this.#handle = await open(this.#path, "wx", 0o600);
    for (const each of this.#chunks.splice(0)) await this.#handle.writeFile(each);
  }
}

async function orFull<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const message = `The folder ${tmpdir()} can't take the bytes of a blob on their way to S3 (${code}). Make room there, or set TMPDIR to another folder.`;
    throw new SpecstarError("BACKEND_UNAVAILABLE", message, [], { cause: error });
  }
}
