const RFC_850 = /^(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d:\d\d:\d\d) GMT$/;
const ASCTIME = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4})$/;

/**
 * The instant of an HTTP-date, in any of its three forms (RFC 9110 section 5.6.7).
 *
 * @returns undefined for anything else, days that don't exist or have another name included.
 */
export function parseHttpDate(text: string): Date | undefined {
  const fixdate = toFixdate(text);
  const date = new Date(fixdate);
  const isExact = !Number.isNaN(date.getTime()) && date.toUTCString() === fixdate;
  return isExact ? date : undefined;
}

/** The preferred form of a date in one of the obsolete ones; any other text as it is. */
function toFixdate(text: string): string {
  const [, weekday = "", day, month, year, time] = RFC_850.exec(text) ?? [];
  if (year !== undefined) return `${weekday.slice(0, 3)}, ${day} ${month} ${toFullYear(Number(year))} ${time} GMT`;
  const [ascii, asciiWeekday, asciiMonth, asciiDay = "", asciiTime, asciiYear] = ASCTIME.exec(text) ?? [];
  return ascii === undefined ? text : `${asciiWeekday}, ${asciiDay.replace(" ", "0")} ${asciiMonth} ${asciiYear} ${asciiTime} GMT`;
}

/** Of two digits: the last such year that is not more than 50 years ahead. */
function toFullYear(digits: number): number {
  const latest = new Date().getUTCFullYear() + 50;
  return latest - ((latest - digits) % 100);
}

/** An instant in whole seconds, as HTTP writes it. */
export function toHttpDate(time: string): string {
  return new Date(time).toUTCString();
}
