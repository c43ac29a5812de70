import * as fc from "fast-check";
import { describe, it } from "vitest";
import { SLOW_STORAGES, STORAGES, type OpenStorage } from "./open-storage.js";
import { Session } from "./session.js";
import { OPENING, randomSteps, type Step } from "./steps.js";

/** A failure is replayed by `SEED=<seed> npx vitest run tests/model/oracle.test.ts`; SPECSTAR_RUNS makes more sequences. */
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["SPECSTAR_RUNS"] ?? 150);
const MOST_STEPS = 60;

async function takeAll(open: OpenStorage, steps: readonly Step[]): Promise<void> {
  const { storage, close } = await open();
  try {
    const session = new Session(storage);
    for (const step of [...OPENING, ...steps]) await session.take(step);
    await session.compareAll();
  } finally {
    await close();
  }
}

describe(`random sequences of seed ${seed}`, () => {
  it.each([...withRuns(STORAGES, numRuns), ...withRuns(SLOW_STORAGES, Math.ceil(numRuns / 25))])(
    "come out on %s as the oracle says",
    async (_name, open, times) => {
      await fc.assert(
        fc.asyncProperty(randomSteps(MOST_STEPS), (steps) => takeAll(open, steps)),
        { seed, numRuns: times },
      );
    },
    120_000 + numRuns * 2000,
  );
});

function withRuns(storages: Readonly<Record<string, OpenStorage>>, times: number): [string, OpenStorage, number][] {
  return Object.entries(storages).map(([name, open]) => [name, open, times]);
}
