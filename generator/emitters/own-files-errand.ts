import type { MessagePort } from "node:worker_threads";
import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { emitOwnFiles } from "./own-files.js";

/** What several threads do together: make the own files of models. */
export interface Errand {
  readonly models: readonly Model[];
  readonly output: string;
  /** Takes what another thread has made. */
  readonly port: MessagePort;
  /** The first model that nobody has taken on. */
  readonly next: Int32Array;
  /** Is 1 when the other thread brings nothing more. */
  readonly isOver: Int32Array;
}

/** The files of some models. */
export interface Share {
  /** The first of the models. */
  readonly at: number;
  readonly files: readonly File[];
}

/** How many models are taken on at a time. */
export const SHARE_SIZE = 10;

/** Takes on models for as long as there are any. */
export function doErrand(errand: Pick<Errand, "models" | "output" | "next">, bring: (share: Share) => void): void {
  const { models, next } = errand;
  const take = (): number => Atomics.add(next, 0, SHARE_SIZE);
  for (let at = take(); at < models.length; at = take()) bring(makeShare(errand, at));
}

export function makeShare({ models, output }: Pick<Errand, "models" | "output">, at: number): Share {
  return { at, files: emitOwnFiles(models.slice(at, at + SHARE_SIZE), output) };
}
