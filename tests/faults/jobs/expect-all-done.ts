import { diagnose } from "@specstar/runtime/maintenance";
import { expect } from "vitest";
import type { Note } from "./notes.js";
import type { World } from "./open-world.js";

/** What jobs have come to, all together. */
export interface Outcome {
  readonly jobs: number;
  /** Starts of handlers beyond the first of each job. */
  readonly doubleStarts: number;
  /** Attempts whose worker was lost. */
  readonly losses: number;
}

const LOST = /^The worker was lost/;

/** Every job has completed, by exactly two revisions; each start is among its attempts; nothing is left of it, and nothing is wrong. */
export async function expectAllDone({ ships, storage }: World, notes: readonly Note[]): Promise<Outcome> {
  const starts = new Map<string, number>();
  for (const { id, text } of notes) if (text === "started") starts.set(id, (starts.get(id) ?? 0) + 1);
  const outcome = { jobs: 0, doubleStarts: 0, losses: 0 };
  for await (const { data, meta } of allShips(ships)) {
    const started = starts.get(meta.resourceId) ?? 0;
    const lost = data.attempts.filter(({ error }) => LOST.test(error ?? "")).length;
    const seen = { state: data.state, result: data.result, revisions: meta.totalRevisionCount, ended: data.attempts.length - lost };
    expect(seen, meta.resourceId).toEqual({ state: "completed", result: { crates: 1 }, revisions: 2, ended: 1 });
    expect(started, meta.resourceId).toBeGreaterThan(0);
    expect(started, meta.resourceId).toBeLessThanOrEqual(data.attempts.length);
    outcome.jobs += 1;
    outcome.doubleStarts += started - 1;
    outcome.losses += lost;
  }
  expect(await storage.meta.jobs.count(ships.spec.index, new Date().toISOString())).toEqual({ due: 0, delayed: 0, held: 0, schedules: 0, oldestDueAt: null });
  await expectSound({ ships, storage });
  return outcome;
}

async function* allShips(ships: World["ships"]) {
  let cursor: string | undefined;
  do {
    const page = await ships.search({ limit: 1_000, cursor });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function expectSound({ ships, storage }: Pick<World, "ships" | "storage">): Promise<void> {
  const findings = [];
  for await (const finding of diagnose(storage, [ships.spec])) findings.push(finding);
  expect(findings).toEqual([]);
}
