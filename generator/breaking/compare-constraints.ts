import type { FieldType } from "../ir/type.js";
import type { Report } from "./rules.js";

interface Spot {
  readonly place: string;
  readonly report: Report;
}

/** Limits that only grow, or only shrink, when they are tightened. */
const LOWER = ["min", "minLength", "minItems"] as const;
const UPPER = ["max", "maxLength", "maxItems"] as const;
/** What is tightened when it is there, or is another. */
const EXACT = ["pattern", "format", "integer", "uniqueItems"] as const;

/** Says which values of two types of the same kind fit only one of them. */
export function compareConstraints(before: FieldType, after: FieldType, { place, report }: Spot): void {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const tell = (name: string, isTighter: boolean, isLooser: boolean): void => {
    const message = `\`${name}\` was ${describe(old.get(name))} and is ${describe(now.get(name))}.`;
    if (isTighter) report("CONSTRAINT_TIGHTENED", place, message);
    if (isLooser) report("CONSTRAINT_LOOSENED", place, message);
  };
  for (const name of LOWER) {
    const [from, to] = [toNumber(old.get(name), -Infinity), toNumber(now.get(name), -Infinity)];
    tell(name, from < to, from > to);
  }
  for (const name of UPPER) {
    const [from, to] = [toNumber(old.get(name), Infinity), toNumber(now.get(name), Infinity)];
    tell(name, from > to, from < to);
  }
  for (const name of EXACT) {
    const [from, to] = [old.get(name) ?? false, now.get(name) ?? false];
    tell(name, to !== from && to !== false, to !== from && from !== false);
  }
}

function toNumber(limit: unknown, none: number): number {
  return typeof limit === "number" ? limit : none;
}

function describe(value: unknown): string {
  return value === null || value === undefined || value === false ? "not there" : JSON.stringify(value);
}
