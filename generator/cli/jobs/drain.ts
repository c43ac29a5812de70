import { countOf } from "../count-of.js";
import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { describeCounts } from "./describe.js";
import { chooseManagers, type OpenedJobs } from "./open-jobs.js";
import { createPatience } from "./patience.js";
import type { JobCounts } from "./runtime.js";
import { createScreen } from "./screen.js";

const INTERVAL_MS = 500;

export interface DrainFlags {
  /** For how long it is waited, in milliseconds. */
  readonly timeout?: number;
}

/**
 * `specstar jobs drain`: waits until no job is due or running, and says what is left. Exits with 4 when the user doesn't wait for that, or
 * the time is up.
 */
export async function drain({ managers, storage }: OpenedJobs, model: string | undefined, { timeout = Infinity }: DrainFlags, world: World): Promise<number> {
  const end = world.now().getTime() + timeout;
  const chosen = chooseManagers(managers, model);
  const width = Math.max(...chosen.map(([name]) => name.length));
  const screen = createScreen(world, world.stderr);
  const patience = createPatience(world);
  let counted: readonly Counted[];
  do {
    const now = world.now().toISOString();
    counted = await Promise.all(chosen.map(async ([name, { spec }]) => ({ name, counts: await storage.meta.jobs.count(spec.index, now) })));
    // How old the oldest is changes all the time, and is no news.
    screen.draw(counted.map(({ name, counts }) => describeCounts(name, { ...counts, oldestDueAt: null }, { now: world.now(), width })));
  } while (!isDrained(counted) && world.now().getTime() < end && (await patience.wait(Math.min(INTERVAL_MS, end - world.now().getTime()))));
  patience.end();
  if (!isDrained(counted) && world.now().getTime() >= end) world.stderr(`The time is up: ${describeBusy(counted)} still due or running.\n`);
  const left = counted.flatMap(describeLeft);
  world.stdout(left.length === 0 ? "nothing is left\n" : left.map((line) => `left: ${line}\n`).join(""));
  return isDrained(counted) ? EXIT.ok : EXIT.drift;
}

interface Counted {
  readonly name: string;
  readonly counts: JobCounts;
}

function describeBusy(counted: readonly Counted[]): string {
  const count = counted.reduce((sum, { counts: { due, held } }) => sum + due + held, 0);
  return `${countOf(count, "job")} ${count === 1 ? "is" : "are"}`;
}

function describeLeft({ name, counts: { due, held, delayed, schedules } }: Counted): readonly string[] {
  const parts = [[due, "due"], [held, "running"], [delayed, "delayed"], [schedules, schedules === 1 ? "schedule" : "schedules"]] as const;
  return parts.flatMap(([count, what]) => (count === 0 ? [] : [`${name}, ${count} ${what}`]));
}

function isDrained(counted: readonly Counted[]): boolean {
  return counted.every(({ counts: { due, held } }) => due === 0 && held === 0);
}
