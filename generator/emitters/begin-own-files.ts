import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { emitOwnFiles } from "./own-files.js";

/** What a thread is sent out with. */
export interface Errand {
  readonly models: readonly Model[];
  readonly output: string;
  /** Takes the files. */
  readonly port: MessagePort;
  /** Is 1 when the files are on their way, or never will be. */
  readonly isOver: Int32Array;
}

/** Fewer are made before a thread has started. */
const FEWEST_MODELS = 150;
/** A thread that takes longer has come to a bad end. */
const PATIENCE_MS = 20_000;
/** Is not there when the sources run as they are. */
const THREAD = fileURLToPath(new URL("own-files-thread.js", import.meta.url));

/**
 * Has the models' own files made by our own templates while the caller does something else, where there are many models and a
 * processor for them.
 *
 * @param thread the module that makes them.
 * @returns what waits for the files.
 */
export function beginOwnFiles(models: readonly Model[], output: string, thread = THREAD): () => readonly File[] {
  if (models.length < FEWEST_MODELS || availableParallelism() < 2 || !existsSync(thread)) return () => emitOwnFiles(models, output);
  const { port1: arrivals, port2: port } = new MessageChannel();
  const isOver = new Int32Array(new SharedArrayBuffer(4));
  const errand: Errand = { models, output, port, isOver };
  // What a thread fails to do is done here.
  new Worker(thread, { workerData: errand, transferList: [port] }).on("error", () => {}).unref();
  return () => {
    Atomics.wait(isOver, 0, 0, PATIENCE_MS);
    const arrived: { readonly message: readonly File[] } | undefined = receiveMessageOnPort(arrivals);
    arrivals.close();
    return arrived?.message ?? emitOwnFiles(models, output);
  };
}
