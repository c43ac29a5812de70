/** RFC 3339 section 5.6. */
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/i;

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MINUTES_OF_DAY = 24 * 60;
const FIRST_INSTANT = Date.parse("0000-01-01T00:00:00.000Z");
const LAST_INSTANT = Date.parse("9999-12-31T23:59:59.999Z");

/** RFC 3339 section 5.6, `full-date`: a real calendar day. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || day === 0) return false;
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (DAYS_OF_MONTH[month - 1] ?? 0);
}

/** RFC 3339 section 5.6, `full-time`: with an offset. A leap second is the last of a day in UTC (section 5.7). */
export function isTime(text: string): boolean {
  const [all, hour, minute, second, sign, offsetHour = 0, offsetMinute = 0] = TIME.exec(text) ?? [];
  if (all === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return false;
  if (second !== "60") return Number(second) < 60;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  const minuteInUtc = Number(hour) * 60 + Number(minute) - offset;
  return (minuteInUtc + MINUTES_OF_DAY) % MINUTES_OF_DAY === MINUTES_OF_DAY - 1;
}

/** RFC 3339 section 5.6, `date-time`. */
export function isDateTime(text: string): boolean {
  const separator = text[10];
  return (separator === "T" || separator === "t") && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

/**
 * The instant that a date-time names. Digits beyond milliseconds are cut off. A leap second is the instant after it, as in
 * POSIX time.
 *
 * @returns undefined when the text is no date-time, or UTC can't write its instant with a year of four digits.
 */
export function parseDateTime(text: string): Date | undefined {
  if (!isDateTime(text)) return undefined;
  const date = new Date(text.toUpperCase().replace(/:60(?=[.Z+-])/, ":59"));
  // The seconds stand at the same place in every date-time.
  if (text.startsWith("60", 17)) date.setTime(date.getTime() + 1000);
  return isWritable(date) ? date : undefined;
}

/** Whether RFC 3339 can write the date: it is valid, and in UTC its year is 0 to 9999. */
export function isWritable(date: Date): boolean {
  const time = date.getTime();
  return time >= FIRST_INSTANT && time <= LAST_INSTANT;
}
