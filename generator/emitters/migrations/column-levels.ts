import type { ColumnState } from "./lock-file.js";

/** A column to be filled from stored data. */
export interface AddedColumn {
  readonly column: ColumnState;
  /** The paths of the field in older data, the youngest first: it was called something else. */
  readonly formerPaths: readonly string[];
}

/** One stretch of the way to a column's values: keys, and what is taken apart there for the next stretch to go on from each element. */
export interface Level {
  /** The present keys first, then those of older data. */
  readonly ways: readonly (readonly string[])[];
  /** Null on the last level: there is the value itself. */
  readonly container: "list" | "record" | null;
}

/** The way to a column's values; a single level when there is but one value. */
export function toLevels({ column, formerPaths }: AddedColumn): readonly [Level, ...Level[]] {
  const paths = [column.path, ...formerPaths].map((path) => path.split("."));
  const levels: Level[] = [];
  let from = 0;
  for (const [at, containers] of column.containers.entries()) {
    for (const container of containers.match(/\[\]|\{\}/g) ?? []) {
      levels.push({ ways: stretches(paths, from, at + 1), container: container === "[]" ? "list" : "record" });
      from = at + 1;
    }
  }
  const last: Level = { ways: stretches(paths, from), container: null };
  const [first = last, ...others] = levels;
  return first === last ? [last] : [first, ...others, last];
}

function stretches(paths: readonly (readonly string[])[], from: number, to?: number): Level["ways"] {
  const keys = paths.map((path) => path.slice(from, to));
  return [...new Map(keys.map((way) => [JSON.stringify(way), way])).values()];
}
