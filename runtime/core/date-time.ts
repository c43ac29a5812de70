const DATE_TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST_INSTANT = Date.parse("0000-01-01T00:00:00.000Z");
const LAST_INSTANT = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * The instant that a date-time names (RFC 3339 section 5.6): a real calendar day, with an offset. Digits beyond
 * milliseconds are cut off. A leap second (section 5.7) is the instant after it, as in POSIX time.
 *
 * @returns undefined when the text is no such date-time, or UTC can't write its instant with a year of four digits.
 */
export function parseDateTime(text: string): Date | undefined {
  const [all, year, month, day, second] = DATE_TIME.exec(text) ?? [];
  if (all === undefined || !isCalendarDay(Number(year), Number(month), Number(day))) return undefined;
  const date = second === "60" ? afterLeapSecond(all) : new Date(all.toUpperCase());
  return date !== undefined && isWritable(date) ? date : undefined;
}

/** Whether RFC 3339 can write the date: it is valid, and in UTC its year is 0 to 9999. */
export function isWritable(date: Date): boolean {
  const time = date.getTime();
  return time >= FIRST_INSTANT && time <= LAST_INSTANT;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (DAYS_OF_MONTH[month - 1] ?? 0);
}

/** Leap seconds are the last of a minute 23:59 in UTC. */
function afterLeapSecond(text: string): Date | undefined {
  const before = new Date(text.toUpperCase().replace(":60", ":59"));
  const isLastMinute = before.getUTCHours() === 23 && before.getUTCMinutes() === 59;
  return isLastMinute ? new Date(before.getTime() + 1000) : undefined;
}
