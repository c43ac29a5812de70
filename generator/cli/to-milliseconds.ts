import { InvalidArgumentError } from "commander";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A flag's span of time, in milliseconds: `90s`, `30m`, `24h`, `7d`. */
export function toMilliseconds(text: string): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError("It must be a whole number and a unit: 90s, 30m, 24h or 7d.");
  return Number(count) * (UNITS[unit] ?? 0);
}
