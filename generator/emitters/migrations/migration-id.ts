import { modelLabel } from "../../ir/names.js";
import { LockFileError } from "./lock-file.js";
import type { Plan } from "./plan.js";

const MAX_SLUG = 40;

/**
 * A new migration's id: `20260131093000_create_issue`, later than all ids that there are.
 *
 * @param now in UTC, to the second.
 */
export function migrationId(plan: Plan, existing: readonly string[], now: Date): string {
  const newest = existing.map(stampTime).reduce((latest, time) => Math.max(latest, time), -Infinity);
  return `${toStamp(new Date(Math.max(now.getTime(), newest + 1000)))}_${toSlug(plan)}`;
}

/** The latest of some ids; null when there are none. */
export function newestId(ids: readonly string[]): string | null {
  return ids.reduce<string | null>((newest, id) => (newest === null || id > newest ? id : newest), null);
}

function toSlug({ system, created, changed }: Plan): string {
  const parts = [
    ...(created.length === 0 ? [] : [`create_${list(created)}`]),
    ...(changed.length === 0 ? [] : [`change_${list(changed)}`]),
  ];
  const slug = parts.length === 0 ? `${system.from === 0 ? "create" : "change"}_specstar` : parts.join("_and_");
  if (slug.length <= MAX_SLUG) return slug;
  const count = created.length + changed.length;
  if (count === 1) return slug.slice(0, MAX_SLUG).replace(/_+$/, "");
  return `${changed.length === 0 ? "create" : "change"}_${count}_models`;
}

function list(tables: readonly { readonly model: string }[]): string {
  return tables.map(({ model }) => modelLabel(model).replaceAll("-", "_")).join("_and_");
}

/** @throws LockFileError for an id that does not begin with a stamp */
function stampTime(id: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/.exec(id) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time)) {
    throw new LockFileError(`The migration "${id}" does not begin with a date and time like "20260131093000_": rename its folder.`);
  }
  return time;
}

function toStamp(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "");
}
