/** What a run does, one after the other. */
export type Phase = "check" | "config" | "read" | "emit" | "compare" | "write";

/** How long each phase of a run took. */
export interface Stopwatch {
  /** A phase begins, and the one before is over. */
  readonly enter: (phase: Phase) => void;
  /** Milliseconds by phase, in the order in which they began; ends the last one. */
  readonly read: () => Readonly<Partial<Record<Phase, number>>>;
  /** Milliseconds since the start. */
  readonly total: () => number;
}

export function createStopwatch(): Stopwatch {
  const startedAt = performance.now();
  const spent = new Map<Phase, number>();
  let current: { readonly phase: Phase; readonly since: number } | undefined;
  const leave = (): void => {
    if (current !== undefined) spent.set(current.phase, (spent.get(current.phase) ?? 0) + performance.now() - current.since);
    current = undefined;
  };
  return {
    enter: (phase) => {
      leave();
      current = { phase, since: performance.now() };
    },
    read: () => {
      leave();
      return Object.fromEntries([...spent].map(([phase, milliseconds]) => [phase, round(milliseconds)]));
    },
    total: () => round(performance.now() - startedAt),
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
