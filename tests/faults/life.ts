/** What one resource looks like from outside, all of it. */
export interface Seen {
  /** Number 1 first. */
  readonly revisions: readonly Snapshot[];
  /** The number that is current; null when there is no such resource. */
  readonly current: number | null;
  readonly isDeleted: boolean;
  /** What the change log tells of it: the operation and the number it left current. */
  readonly changes: readonly string[];
}

export interface Snapshot {
  readonly op: string;
  readonly status: string;
  readonly text: string;
  /** What the file says that the data names. */
  readonly file: string | null;
}

/** A paper and a keeper of the same name: a batch writes to both. */
export interface Life {
  readonly paper: Seen;
  readonly keeper: Seen;
}

const unborn: Seen = { revisions: [], current: null, isDeleted: false, changes: [] };

export const NO_LIFE: Life = { paper: unborn, keeper: unborn };

function noted(seen: Seen, op: string): Seen {
  return { ...seen, changes: [...seen.changes, `${op} ${seen.current}`] };
}

export function appended(seen: Seen, snapshot: Snapshot): Seen {
  const revisions = [...seen.revisions, snapshot];
  return noted({ ...seen, revisions, current: revisions.length, isDeleted: snapshot.op === "delete" }, snapshot.op);
}

/** A revision without data of its own: that of a deletion, or of its undoing. */
export function repeated(seen: Seen, op: string): Seen {
  return appended(seen, { ...currentOf(seen), op });
}

export function modified(seen: Seen, text: Pick<Snapshot, "text" | "file">): Seen {
  const revisions = seen.revisions.map((each, at) => (at + 1 === seen.current ? { ...each, ...text } : each));
  return noted({ ...seen, revisions }, "modify");
}

export function switched(seen: Seen, n: number): Seen {
  return noted({ ...seen, current: n }, "switch");
}

export function purged(seen: Seen): Seen {
  return { ...unborn, changes: noted(seen, "purge").changes };
}

function currentOf({ revisions, current }: Seen): Snapshot {
  const snapshot = revisions[(current ?? 0) - 1];
  if (snapshot === undefined) throw new Error("There is no current revision.");
  return snapshot;
}
