/** Longer names are no typing mistakes, and would take long to compare. */
const LONGEST = 64;

/** The name that a mistyped one was probably meant to be: the nearest within a third of its letters, or undefined. */
export function closestName(mistyped: string, names: readonly string[]): string | undefined {
  const typed = mistyped.toLowerCase();
  if (typed.length > LONGEST) return undefined;
  const reach = Math.max(1, Math.floor(typed.length / 3));
  const near = names
    .filter((name) => Math.abs(name.length - typed.length) <= reach)
    .map((name) => ({ name, distance: editDistance(typed, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.name;
}

/** How many letters must be put in, left out, changed or swapped with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(beforeLast, j - 2) + 1 : changed;
      row.push(Math.min(changed, swapped, at(last, j) + 1, at(row, j - 1) + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

/** Cells outside the table are out of reach. */
function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
