import type { Problem } from "../errors.js";
import { isTimeZone, openCron } from "./open-cron.js";
import type { Schedule } from "./schedule.js";

const LONGEST = 200;

/** What is wrong with a schedule that has the right shape. Paths start at the schedule. */
export function checkSchedule(schedule: Schedule): readonly Problem[] {
  if (schedule.kind === "interval") return [];
  const { cron, timeZone = "UTC" } = schedule;
  const zoneProblems = isTimeZone(timeZone) ? [] : [{ path: "/timeZone", message: "There is no such time zone: it must be an IANA name, as Europe/Berlin." }];
  const message = cronProblem(cron);
  return message === undefined ? zoneProblems : [{ path: "/cron", message }, ...zoneProblems];
}

function cronProblem(cron: string): string | undefined {
  if (cron.length > LONGEST) return `Must be ${LONGEST} characters at the most.`;
  try {
    return openCron({ cron }).nextRun() === null ? "There is no such time: it would never come." : undefined;
  } catch (error) {
    return sayWhy(error);
  }
}

/** The package names its own part first, which says nothing to those who have written the expression. */
function sayWhy(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^CronPattern: /, "");
}
