import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { describeCounts } from "./describe.js";
import { chooseManagers, type OpenedJobs } from "./open-jobs.js";
import { createPatience } from "./patience.js";
import type { JobCounts } from "./runtime.js";
import { createScreen } from "./screen.js";

const INTERVAL_MS = 500;

/** `specstar jobs drain`: waits until no job is due or running, and says what is left. Exits with 4 when the user doesn't wait for that. */
export async function drain({ managers, storage }: OpenedJobs, model: string | undefined, world: World): Promise<number> {
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
  } while (!isDrained(counted) && (await patience.wait(INTERVAL_MS)));
  patience.end();
  const left = counted.flatMap(describeLeft);
  world.stdout(left.length === 0 ? "nothing is left\n" : left.map((line) => `left: ${line}\n`).join(""));
  return isDrained(counted) ? EXIT.ok : EXIT.drift;
}

interface Counted {
  readonly name: string;
  readonly counts: JobCounts;
}

function describeLeft({ name, counts: { due, held, delayed, schedules } }: Counted): readonly string[] {
  const parts = [[due, "due"], [held, "running"], [delayed, "delayed"], [schedules, "schedules"]] as const;
  return parts.flatMap(([count, what]) => (count === 0 ? [] : [`${name}, ${count} ${what}`]));
}

function isDrained(counted: readonly Counted[]): boolean {
  return counted.every(({ counts: { due, held } }) => due === 0 && held === 0);
}
