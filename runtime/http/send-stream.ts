import type { Response } from "express";
import { pipeline } from "node:stream/promises";

/** Sends a body bit by bit, as fast as the client takes it. */
export async function sendStream(res: Response, parts: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(parts, res);
  } catch (error) {
    // A client that goes away is no failure of the server's.
    if (!isPrematureClose(error)) throw error;
  }
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
