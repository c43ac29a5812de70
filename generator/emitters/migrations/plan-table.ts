import type { ColumnState, TableState } from "./lock-file.js";
import type { IndexRename, Rename, TableChange, WantedTable } from "./plan.js";

interface ColumnRename {
  readonly from: ColumnState;
  readonly to: ColumnState;
}

/** A column whose type is another one is made anew, and its indexes with it; so is one whose field is, unless that was renamed. */
export function planTable(before: TableState, wanted: WantedTable): readonly TableChange[] {
  const last = known.get(wanted.state);
  if (last !== undefined && last.before === before && last.history === wanted.history) return last.changes;
  const changes = compareTables(before, wanted);
  known.set(wanted.state, { before, history: wanted.history, changes });
  return changes;
}

/** A model that has not changed since the last run in this process has the same objects. */
const known = new WeakMap<TableState, { readonly before: TableState; readonly history: WantedTable["history"]; readonly changes: readonly TableChange[] }>();

function compareTables(before: TableState, { state: after, history }: WantedTable): TableChange[] {
  const renames = findRenames(before, { state: after, history });
  const isKept = (old: ColumnState, column: ColumnState) =>
    isSameColumn(old, column) && !renames.some(({ from, to }) => from.name === old.name || to.name === column.name);
  const isRenamed = (side: "from" | "to", { name }: ColumnState) => renames.some((rename) => rename[side].name === name);
  const dropColumns = before.columns.filter((old) => !isRenamed("from", old) && !after.columns.some((column) => isKept(old, column)));
  const addColumns = after.columns.filter((column) => !isRenamed("to", column) && !before.columns.some((old) => isKept(old, column)));
  const { staying, renameIndexes } = matchIndexes(before, after, renames, new Set(dropColumns.map(({ name }) => name)));
  const change: TableChange = {
    table: after.table,
    model: after.model,
    dropIndexes: before.indexes.filter(({ name }) => !staying.has(name) && !renameIndexes.some(({ from }) => from.name === name)),
    dropColumns,
    renameColumns: orderRenames(renames.map(({ from, to }) => ({ from: from.name, to: to.name }))),
    renameIndexes,
    addColumns: addColumns.map((column) => ({ column, formerPaths: history.get(column.path)?.formerPaths ?? [] })),
    createIndexes: after.indexes.filter(({ name }) => !staying.has(name) && !renameIndexes.some(({ to }) => to.name === name)),
  };
  return isEmpty(change) ? [] : [change];
}

/** Fields that the model says it has renamed, and whose columns can go on as they are. */
function findRenames(before: TableState, { state, history }: WantedTable): ColumnRename[] {
  const renames: ColumnRename[] = [];
  for (const to of state.columns) {
    const path = history.get(to.path)?.renamedFrom ?? null;
    const from = before.columns.find((old) => old.path === path && holdsTheSame(old, to));
    if (from !== undefined && !renames.some((rename) => rename.from === from)) renames.push({ from, to });
  }
  return renames;
}

export function holdsTheSame(a: ColumnState, b: ColumnState): boolean {
  return a.type === b.type && isSameList(a.containers, b.containers);
}

/** The indexes whose columns all stay: as they are, or under another name. */
function matchIndexes(before: TableState, after: TableState, renames: readonly ColumnRename[], dropped: ReadonlySet<string>): { staying: ReadonlySet<string>; renameIndexes: readonly IndexRename[] } {
  const newNames = new Map(renames.map(({ from, to }) => [from.name, to.name]));
  const pairs = before.indexes.flatMap((from) => {
    if (from.columns.some((name) => dropped.has(name))) return [];
    const columns = from.columns.map((name) => newNames.get(name) ?? name);
    const to = after.indexes.find((index) => from.unique === index.unique && from.elements === index.elements && isSameList(columns, index.columns));
    return to === undefined ? [] : [{ from, to }];
  });
  const staying = new Set(pairs.filter(({ from, to }) => from.name === to.name).map(({ to }) => to.name));
  const moved = pairs.filter(({ from, to }) => from.name !== to.name);
  const taken = new Set(before.indexes.map(({ name }) => name));
  // In a chain of renames a name may still be in use: that index is made anew.
  return { staying, renameIndexes: moved.filter(({ to }) => !taken.has(to.name)) };
}

/** So that each new name is free when its turn comes: in a circle one column waits under a name of its own. */
function orderRenames(renames: readonly Rename[]): Rename[] {
  let waiting = renames.filter(({ from, to }) => from !== to);
  const ordered: Rename[] = [];
  while (waiting.length > 0) {
    const free = waiting.find(({ to }) => !waiting.some(({ from }) => from === to));
    if (free !== undefined) {
      ordered.push(free);
      waiting = waiting.filter((rename) => rename !== free);
      continue;
    }
    const [{ from, to } = { from: "", to: "" }, ...others] = waiting;
    ordered.push({ from, to: `moving_${ordered.length}` });
    waiting = [...others, { from: `moving_${ordered.length - 1}`, to }];
  }
  return ordered;
}

function isEmpty({ table: _table, model: _model, ...lists }: TableChange): boolean {
  return Object.values(lists).every(({ length }) => length === 0);
}

function isSameColumn(a: ColumnState, b: ColumnState): boolean {
  return a.name === b.name && a.path === b.path && holdsTheSame(a, b);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
