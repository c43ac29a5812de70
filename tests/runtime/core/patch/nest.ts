/** Lists inside one another. */
export function nestLists(levels: number): unknown {
  return JSON.parse("[".repeat(levels) + "]".repeat(levels));
}

/** Objects inside one another, with a number in the innermost. */
export function nestObjects(levels: number): unknown {
  return JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
}
