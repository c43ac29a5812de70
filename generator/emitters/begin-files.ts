import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { File } from "../ir/file.js";
import type { Model, Project } from "../ir/model.js";
import type { CommonInput } from "./common-files.js";
import type { Made, ModelsInput } from "./errand.js";
import { THREAD, withThread, type Give } from "./errands.js";
import type { ModelPart } from "./openapi/model-part.js";

/** Fewer are made before a thread has started. */
const FEWEST_MODELS = 150;
/** How many models are handed over at a time. */
export const SHARE_SIZE = 10;

/** What may be in the making already. */
export interface BegunFiles {
  /** The models' own files, in the order of the models. */
  readonly ownFiles: () => readonly File[];
  /** What the document says of a model, as if there were no other. */
  readonly begunPart: (model: Model) => ModelPart | undefined;
  /** The code that they have in common, and the migrations. */
  readonly commonFiles: () => readonly File[];
}

/** Has files made while models are still being read. */
export interface EarlyFiles {
  /**
   * Begins with the own files of a model and its part of the document. Where what is read later has a say in them, the model is another
   * object in the end.
   */
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
  input: ModelsInput,
  work: (early: EarlyFiles | undefined) => Value,
  thread = THREAD,
): Value {
  if (count < FEWEST_MODELS || availableParallelism() < 2 || !existsSync(thread)) return work(undefined);
  return withThread(thread, (give) => work(createEarlyFiles(give, input)));
}

interface Share {
  readonly models: readonly Model[];
  readonly made: () => readonly Made[];
}

function createEarlyFiles(give: Give, input: ModelsInput): EarlyFiles {
  const shares: Share[] = [];
  let next: Model[] = [];
  const flush = (): void => {
    const models = next;
    next = [];
    if (models.length > 0) shares.push({ models, made: give({ kind: "models", models, ...input }) });
  };
  const begin = (model: Model): void => {
    next.push(model);
    if (next.length === SHARE_SIZE) flush();
  };
  const beginRest = ({ models }: Project, common: CommonInput): BegunFiles => {
    flush();
    const begun = new Set(shares.flatMap((share) => share.models));
    models.filter((model) => !begun.has(model)).forEach(begin);
    flush();
    const rest = give({ kind: "commonFiles", models, input: common });
    const made = collect(shares);
    return {
      ownFiles: () => models.flatMap((model) => made().get(model)?.files ?? []),
      begunPart: (model) => made().get(model)?.part,
      commonFiles: () => rest().flatMap(({ files }) => files),
    };
  };
  return { begin, beginRest };
}

/** Once, when first asked: from the last share on, as the thread goes on from the first. */
function collect(shares: readonly Share[]): () => ReadonlyMap<Model, Made> {
  let known: ReadonlyMap<Model, Made> | undefined;
  return () => (known ??= new Map(shares.toReversed().flatMap(({ models, made }) => zip(models, made()))));
}

function zip(models: readonly Model[], made: readonly Made[]): (readonly [Model, Made])[] {
  return models.flatMap((model, at) => {
    const own = made[at];
    return own === undefined ? [] : [[model, own] as const];
  });
}
