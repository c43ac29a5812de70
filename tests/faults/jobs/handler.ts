import { setTimeout as sleep } from "node:timers/promises";
import type { JobContext, JobHandler } from "@specstar/runtime/jobs";
import type { Notes } from "./notes.js";

type Voyage = JobContext<{ port: string }>;

/** What becomes of a job, by its port. */
const VOYAGES: Readonly<Record<string, (voyage: Voyage, notes: Notes) => Promise<unknown>>> = {
  near: () => sleep(3),
  /** Ends when it is told to. */
  endless: async ({ id, signal }, notes) => {
    await new Promise((told) => signal.addEventListener("abort", told));
    await notes.add(id, "told");
    throw signal.reason;
  },
  /** The first attempt never comes back, whatever it is told. */
  deaf: async ({ attempt }) => (attempt === 1 ? new Promise(() => {}) : undefined),
  /** Takes its process with it. */
  whirlpool: async () => process.exit(1),
  /** Lets nothing else happen in its process for longer than the lease of a second. */
  doldrums: async () => spin(3_000),
};

export type Port = "near" | "endless" | "deaf" | "whirlpool" | "doldrums";

/** Notes each start, and does what the job says. */
export function createHandler(notes: Notes): JobHandler<{ port: string }, { crates: number }> {
  return async (voyage) => {
    await notes.add(voyage.id, "started");
    await VOYAGES[voyage.payload.port]?.(voyage, notes);
    return { crates: 1 };
  };
}

function spin(milliseconds: number): void {
  const end = Date.now() + milliseconds;
  while (Date.now() < end);
}
