import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { File } from "../ir/file.js";
import type { Model, Project } from "../ir/model.js";
import type { CommonInput } from "./common-files.js";
import type { FileLists } from "./errand.js";
import { THREAD, withThread, type Give } from "./errands.js";

/** Fewer are made before a thread has started. */
const FEWEST_MODELS = 150;
/** How many models are handed over at a time. */
export const SHARE_SIZE = 10;

/** Files that may be in the making already. */
export interface BegunFiles {
  /** The models' own files, in the order of the models. */
  readonly ownFiles: () => readonly File[];
  /** The code that they have in common, and the migrations. */
  readonly commonFiles: () => readonly File[];
}

/** Has files made while models are still being read. */
export interface EarlyFiles {
  /** Begins with the own files of a model. Where what is read later has a say in them, the model is another object in the end. */
  readonly begin: (model: Model) => void;
  /** Begins with what else there is to be made, when all models have been read. */
  readonly beginRest: (project: Project, input: CommonInput) => BegunFiles;
}

/**
 * Lets `work` have files made early by our own templates, where there are many models and a processor for them.
 *
 * @param count about how many models there will be.
 * @param thread the module that makes the files.
 */
export function withEarlyFiles<Value>(
  count: number,
  output: string,
  work: (early: EarlyFiles | undefined) => Value,
  thread = THREAD,
): Value {
  if (count < FEWEST_MODELS || availableParallelism() < 2 || !existsSync(thread)) return work(undefined);
  return withThread(thread, (give) => work(createEarlyFiles(give, output)));
}

interface Share {
  readonly models: readonly Model[];
  readonly lists: () => FileLists;
}

function createEarlyFiles(give: Give, output: string): EarlyFiles {
  const shares: Share[] = [];
  let next: Model[] = [];
  const flush = (): void => {
    const models = next;
    next = [];
    if (models.length > 0) shares.push({ models, lists: give({ kind: "ownFiles", models, output }) });
  };
  const begin = (model: Model): void => {
    next.push(model);
    if (next.length === SHARE_SIZE) flush();
  };
  const beginRest = ({ models }: Project, input: CommonInput): BegunFiles => {
    flush();
    const begun = new Set(shares.flatMap((share) => share.models));
    models.filter((model) => !begun.has(model)).forEach(begin);
    flush();
    const common = give({ kind: "commonFiles", models, input });
    return { ownFiles: () => collect(models, shares), commonFiles: () => common().flat() };
  };
  return { begin, beginRest };
}

/** From the last share on: the thread goes on from the first. */
function collect(models: readonly Model[], shares: readonly Share[]): readonly File[] {
  const made = new Map<Model, readonly File[]>();
  for (const share of shares.toReversed()) {
    const lists = share.lists();
    share.models.forEach((model, at) => made.set(model, lists[at] ?? []));
  }
  return models.flatMap((model) => made.get(model) ?? []);
}
