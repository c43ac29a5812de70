/** What the clocks of a time zone show, by the platform's own tables. */
export interface LocalTime {
  readonly second: number;
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly weekday: number;
  /** All of it, sortable. */
  readonly text: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, LocalTime>();

export function localTime(time: number, timeZone: string): LocalTime {
  const key = `${time} ${timeZone}`;
  const local = known.get(key) ?? readClock(timeZone === "UTC" ? new Date(time) : wallTime(time, timeZone));
  known.set(key, local);
  return local;
}

function readClock(wall: Date): LocalTime {
  const date = { day: wall.getUTCDate(), month: wall.getUTCMonth() + 1, weekday: wall.getUTCDay() };
  return { second: wall.getUTCSeconds(), minute: wall.getUTCMinutes(), hour: wall.getUTCHours(), ...date, text: wall.toISOString() };
}

function wallTime(time: number, timeZone: string): Date {
  const parts = Object.fromEntries(formatOf(timeZone).formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { second = 0, minute = 0, hour = 0, day = 0, month = 0, year = 0 } = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone);
  if (made !== undefined) return made;
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...numeric });
  formats.set(timeZone, format);
  return format;
}

/** The minutes from one time to before another, and what the clocks show then. */
export function* minutesBetween(first: number, end: number, timeZone: string): Generator<{ readonly time: number; readonly local: LocalTime }> {
  for (let time = Math.ceil(first / 60_000) * 60_000; time < end; time += 60_000) yield { time, local: localTime(time, timeZone) };
}
