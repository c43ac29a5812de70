/** Places of a list: from one on, up to another that is not among them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Items of a list, and those of another that stand in their place. Either may be none. */
export interface Gap {
  readonly before: Span;
  readonly after: Span;
}

/** An item that both lists have, at these places. */
type Kept = readonly [before: number, after: number];
type List = readonly number[];

/** Lists that differ in more items, or are too long to look for so many, are one gap. */
const MOST_DIFFERENCES = 500;
const MOST_STEPS = 10_000_000;

/**
 * Where two lists differ: between the items of a longest list that is in both. Items are numbers, for whatever they stand for.
 * After Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 */
export function findGaps(before: List, after: List): readonly Gap[] {
  const start = countCommon(before, after, (list, n) => list[n]);
  const end = countCommon(before.slice(start), after.slice(start), (list, n) => list.at(-1 - n));
  const [x, y] = [before.length - end, after.length - end];
  const kept = findKept(before.slice(start, x), after.slice(start, y)).map(([a, b]): Kept => [a + start, b + start]);
  const gaps: Gap[] = [];
  let from: Kept = [start, start];
  for (const to of [...kept, [x, y] satisfies Kept]) {
    if (to[0] > from[0] || to[1] > from[1]) gaps.push({ before: { from: from[0], to: to[0] }, after: { from: from[1], to: to[1] } });
    from = [to[0] + 1, to[1] + 1];
  }
  return gaps;
}

function countCommon(before: List, after: List, itemAt: (list: List, n: number) => number | undefined): number {
  const most = Math.min(before.length, after.length);
  let count = 0;
  while (count < most && itemAt(before, count) === itemAt(after, count)) count += 1;
  return count;
}

/** The items of a longest list that is in both; none when they differ in too many. */
function findKept(before: List, after: List): readonly Kept[] {
  const most = Math.min(MOST_DIFFERENCES, Math.floor(MOST_STEPS / (before.length + after.length)));
  const rounds: Int32Array[] = [];
  for (let round = 0; round <= most; round++) {
    const reach = new Int32Array(2 * round + 1);
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      let { x } = enter(rounds, round, diagonal);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reach[diagonal + round] = x;
      if (x >= before.length && x - diagonal >= after.length) return readKept([...rounds, reach], x, x - diagonal);
    }
    rounds.push(reach);
  }
  return [];
}

/** Where a round starts on a diagonal: one removal or one insertion beyond the furthest that the round before came. */
function enter(rounds: readonly Int32Array[], round: number, diagonal: number): { x: number; isInsertion: boolean } {
  const last = rounds[round - 1];
  if (last === undefined) return { x: 0, isInsertion: false };
  const afterRemoval = diagonal === -round ? -1 : (last[diagonal + round - 2] ?? -1) + 1;
  const afterInsertion = diagonal === round ? -1 : (last[diagonal + round] ?? -1);
  const isInsertion = afterInsertion >= afterRemoval;
  return { x: isInsertion ? afterInsertion : afterRemoval, isInsertion };
}

/** Goes the way back from the end of both lists. */
function readKept(rounds: readonly Int32Array[], endX: number, endY: number): readonly Kept[] {
  const kept: Kept[] = [];
  let [x, y] = [endX, endY];
  for (let round = rounds.length - 1; round >= 0; round--) {
    const entry = enter(rounds, round, x - y);
    while (x > entry.x) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    if (entry.isInsertion) y -= 1;
    else x -= 1;
  }
  return kept.reverse();
}
