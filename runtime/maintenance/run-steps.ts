import { isSpecstarError } from "../core/errors.js";

/** How one step of a check went. */
export interface StepReport {
  readonly step: string;
  /** `waits`: can't be done before the migrations are applied. `left out`: not done, because it could do harm, or one before it failed. */
  readonly state: "works" | "fails" | "waits" | "left out";
  readonly milliseconds: number;
  /** Why, or what was found; null when there is nothing to say. */
  readonly note: string | null;
}

export interface Step {
  readonly name: string;
  /** Why it is not done, when it isn't. */
  readonly leftOut?: string;
  /** Resolves with what is worth a note. */
  readonly work: () => Promise<string | void>;
  /** The step whose traces it clears away: it is done whenever that one was tried, although one since has failed. */
  readonly clears?: string;
}

/** A step that can't be done now, and why. */
export class Waits extends Error {}

/** Does the steps in turn. After one that failed or waits the others are left out, but for those that clear up what was done. */
export async function runSteps(steps: readonly Step[], hideSecrets: (text: string) => string): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const { name, leftOut, work, clears } of steps) {
    const mustClear = reports.some(({ step, state }) => step === clears && (state === "works" || state === "fails"));
    const stopped = reports.find(({ state }) => state === "fails" || state === "waits");
    if (leftOut !== undefined) reports.push({ step: name, state: "left out", milliseconds: 0, note: leftOut });
    else if (stopped !== undefined && !mustClear) reports.push({ step: name, state: stopped.state === "fails" ? "left out" : "waits", milliseconds: 0, note: null });
    else reports.push(await runStep(name, work, hideSecrets));
  }
  return reports;
}

async function runStep(step: string, work: Step["work"], hideSecrets: (text: string) => string): Promise<StepReport> {
  const started = performance.now();
  const report = (state: StepReport["state"], note: string | null): StepReport => {
    return { step, state, milliseconds: Math.round((performance.now() - started) * 10) / 10, note: note === null ? null : hideSecrets(note) };
  };
  try {
    return report("works", (await work()) ?? null);
  } catch (error) {
    return report(error instanceof Waits ? "waits" : "fails", describe(error));
  }
}

/** What drivers throw often says nothing but in its code, or in the errors that it gathers. */
function describe(error: unknown): string {
  if (isSpecstarError(error) || !(error instanceof Error)) return error instanceof Error ? error.message : String(error);
  if (error instanceof AggregateError && error.message === "") return error.errors.map(describe).join("; ");
  return error.message === "" ? error.name : error.message;
}
