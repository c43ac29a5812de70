/** Milliseconds with three digits behind the point. */
export function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
