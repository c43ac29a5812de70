import { Cron } from "croner";
import type { CronTimes } from "./schedule.js";

const FIELDS = /^\s*\S+(?:\s+\S+){4,5}\s*$/;

/**
 * Reads a cron expression, to ask it for its times.
 *
 * @throws Error when it can't be read, or there is no such time zone.
 */
export function openCron({ cron, timeZone = "UTC" }: Pick<CronTimes, "cron" | "timeZone">): Cron {
  // The package takes dates and nicknames as well, and an empty time zone for this machine's own.
  if (!FIELDS.test(cron)) throw new Error("A cron expression has five fields, or six with seconds in front.");
  if (!isTimeZone(timeZone)) throw new Error("There is no such time zone: it must be an IANA name, as Europe/Berlin.");
  return new Cron(cron, { timezone: timeZone, paused: true, mode: "5-or-6-parts", fixedTimeRule: "no-wildcard" });
}

/** Whether a text is the name of an IANA time zone. */
export function isTimeZone(name: string): boolean {
  // Some platforms take offsets as well.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
}
