import type { Outcome } from "./generate-project.js";
import { count, countSteps } from "./report.js";
import type { Stopwatch } from "./stopwatch.js";

/** Where a run's time and memory went. */
export interface Stats {
  /** Milliseconds by phase. */
  readonly phases: ReturnType<Stopwatch["read"]>;
  readonly models: number;
  readonly fields: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** The most memory that the process has held so far. */
  readonly peakMegabytes: number;
}

export function toStats({ models, fields, plan }: Outcome, stopwatch: Stopwatch): Stats {
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return { phases: stopwatch.read(), models, fields, ...countSteps(plan?.steps ?? []), peakMegabytes };
}

/** For people; ends with a newline. */
export function formatStats({ phases, models, fields, written, unchanged, removed, peakMegabytes }: Stats): string {
  const lines = [
    ...Object.entries(phases).map(([phase, milliseconds]) => `${phase.padEnd(8)}${milliseconds.toFixed(1).padStart(8)} ms`),
    `models  ${count(models).padStart(8)}`,
    `fields  ${count(fields).padStart(8)}`,
    `files   ${count(written).padStart(8)} written, ${count(unchanged)} unchanged, ${count(removed)} removed`,
    `memory  ${count(peakMegabytes).padStart(8)} MB`,
  ];
  return `${lines.join("\n")}\n`;
}
