import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { doErrand, makeShare, SHARE_SIZE, type Errand, type Share } from "./own-files-errand.js";
import { emitOwnFiles } from "./own-files.js";

/** Fewer are made before a thread has started. */
const FEWEST_MODELS = 150;
/** A thread that takes longer over its last share has come to a bad end. */
const PATIENCE_MS = 20_000;
/** Is not there when the sources run as they are. */
const THREAD = fileURLToPath(new URL("own-files-thread.js", import.meta.url));

/**
 * Has the models' own files made by our own templates while the caller does something else, where there are many models and a
 * processor for them.
 *
 * @param thread the module that makes them.
 * @returns what makes those that are left, and gives them all.
 */
export function beginOwnFiles(models: readonly Model[], output: string, thread = THREAD): () => readonly File[] {
  if (models.length < FEWEST_MODELS || availableParallelism() < 2 || !existsSync(thread)) return () => emitOwnFiles(models, output);
  const { port1: arrivals, port2: port } = new MessageChannel();
  const errand: Errand = { models, output, port, next: createCounter(), isOver: createCounter() };
  // What a thread fails to do is done here.
  new Worker(thread, { workerData: errand, transferList: [port] }).on("error", () => {}).unref();
  return () => finish(errand, arrivals);
}

function finish(errand: Errand, arrivals: MessagePort): readonly File[] {
  const made = new Map<number, Share>();
  const keep = (share: Share): void => void made.set(share.at, share);
  const starts = errand.models.flatMap((_, at) => (at % SHARE_SIZE === 0 ? [at] : []));
  doErrand(errand, keep);
  receiveAll(arrivals, keep);
  if (made.size < starts.length) Atomics.wait(errand.isOver, 0, 0, PATIENCE_MS);
  receiveAll(arrivals, keep);
  arrivals.close();
  return starts.flatMap((at) => (made.get(at) ?? makeShare(errand, at)).files);
}

function receiveAll(arrivals: MessagePort, keep: (share: Share) => void): void {
  for (;;) {
    const arrived: { readonly message: Share } | undefined = receiveMessageOnPort(arrivals);
    if (arrived === undefined) return;
    keep(arrived.message);
  }
}

function createCounter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
