import type { Resource } from "@specstar/runtime";
import type { Data, Model } from "./models.js";
import { referencesOf } from "./oracle/data.js";

export interface Found extends Resource<Data> {
  readonly model: Model;
}

/** What live resources refer to that must be there, and isn't. */
export function brokenReferences(found: readonly Found[]): readonly string[] {
  const live = new Map(found.filter(({ meta }) => !meta.isDeleted).map(({ meta }) => [meta.resourceId, meta.totalRevisionCount]));
  return found
    .filter(({ meta }) => live.has(meta.resourceId))
    .flatMap(({ model, data, meta }) =>
      referencesOf(model, data)
        .filter(({ onDelete, target, n }) => onDelete !== "dangling" && (n ?? 1) > (live.get(target) ?? 0))
        .map(({ path, target }) => `${meta.resourceId} ${path} ${target}`),
    );
}
