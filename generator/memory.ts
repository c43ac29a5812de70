/** What runs that follow each other in one process hand on, so that each does only what is new. */

import type { Model, Project } from "./ir/model.js";
import type { ReaderMemory } from "./reader/read-apart.js";

export interface Memory {
  readonly reading: ReaderMemory;
  /** The models as they were read last, by name, each with its text. */
  readonly models: Map<string, { readonly text: string; readonly model: Model }>;
}

export function createMemory(): Memory {
  return { reading: { sources: new Map(), files: new Map() }, models: new Map() };
}

/** Lets nothing be taken from the last run but the files as they were parsed: what is made of them may have changed. */
export function forget({ reading, models }: Memory): void {
  reading.files.clear();
  models.clear();
}

/** Puts the last run's object in the place of each model that is still the same: what was made for it can then be found again. */
export function keepModels(project: Project, known: Memory["models"]): Project {
  const kept = project.models.map((model) => {
    const last = known.get(model.name);
    if (last?.model === model) return last;
    const text = JSON.stringify(model);
    return last?.text === text ? last : { text, model };
  });
  known.clear();
  for (const each of kept) known.set(each.model.name, each);
  return { ...project, models: kept.map(({ model }) => model) };
}
