import type { Storage } from "@specstar/runtime";
import * as fc from "fast-check";
import { Session } from "../../model/session.js";
import { OPENING, randomSteps } from "../../model/steps.js";

/** A failure is replayed by `SEED=<seed>`. */
export const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** Lets a storage go through the n-th random life of the seed: it ends with resources of all kinds. */
export async function liveAtRandom(storage: Storage, n: number): Promise<void> {
  const [steps = []] = fc.sample(randomSteps(80), { seed: seed + n, numRuns: 1 });
  const session = new Session(storage);
  for (const step of [...OPENING, ...steps]) await session.take(step);
}
