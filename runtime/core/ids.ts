import { randomUUID } from "node:crypto";
import { describeValue } from "./describe-value.js";
import { SpecstarError } from "./errors.js";

/** What may follow the colon in a resource's id. */
const ID_REST = /^[A-Za-z0-9._-]{1,128}$/;
const NUMBER = /^[1-9]\d{0,15}$/;
const LAST_COUNT = 0xfff;

/** The last uid's time in milliseconds and its number within that time: uids of one process never go back. */
const last = { time: 0, count: 0, timeText: "" };

/**
 * A UUID of version 7 (RFC 9562 section 5.7) that sorts after every one that this process made before: `rand_a` is a counter
 * with a random start (section 6.2, method 1), and a counter that is full or a clock that goes back borrows from the future.
 */
export function newUid(): string {
  const random = randomUUID();
  const now = Date.now();
  if (now > last.time) startCount(now, random);
  else if (last.count === LAST_COUNT) startCount(last.time + 1, random);
  else last.count += 1;
  return `${last.timeText}-${(0x7000 + last.count).toString(16)}${random.slice(18)}`;
}

/** The start leaves the counter's top bit free, so that at least 2048 uids fit into a millisecond. */
function startCount(time: number, random: string): void {
  const hex = time.toString(16).padStart(12, "0");
  last.time = time;
  last.count = Number.parseInt(random.slice(0, 3), 16) & 0x7ff;
  last.timeText = `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/**
 * `<model>:<rest>` for a new resource.
 *
 * @param newId the model's own way to make the rest; a uid without.
 * @throws Error when that makes what no id can have.
 */
export function newResourceId(model: string, newId: () => unknown = newUid): string {
  const rest = newId();
  if (typeof rest === "string" && ID_REST.test(rest)) return `${model}:${rest}`;
  throw new Error(`newId of the model "${model}" made ${describeValue(rest)}: it must be 1 to 128 letters, digits, hyphens, underscores and dots.`);
}

/**
 * The id that a caller wants a new resource to have: given whole, or as the part after the model's name.
 *
 * @throws VALIDATION_FAILED when no id can look like it.
 */
export function givenResourceId(model: string, given: string): string {
  const id = given.startsWith(`${model}:`) ? given : `${model}:${given}`;
  if (isResourceId(model, id)) return id;
  const message = `Must be "${model}:" and 1 to 128 letters, digits, hyphens, underscores and dots.`;
  throw new SpecstarError("VALIDATION_FAILED", `${describeValue(given)} can't be the id of a new ${model}.`, [{ path: "id", message }]);
}

/** Whether a text that a caller sent has the form of a resource id of this model. */
export function isResourceId(model: string, text: string): boolean {
  return text[model.length] === ":" && text.startsWith(model) && ID_REST.test(text.slice(model.length + 1));
}

/** The model of a resource id. */
export function modelOf(resourceId: string): string {
  return resourceId.slice(0, resourceId.indexOf(":"));
}

/** `<resourceId>:<n>`. */
export function toRevisionId(resourceId: string, n: number): string {
  return `${resourceId}:${n}`;
}

/**
 * The number of a revision that a caller named by `n` or by its full id.
 *
 * @returns undefined when the text can't name a revision of this resource.
 */
export function parseRevisionNumber(resourceId: string, revision: string | number): number | undefined {
  const prefix = `${resourceId}:`;
  const text = String(revision);
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const n = NUMBER.test(digits) ? Number(digits) : undefined;
  return Number.isSafeInteger(n) ? n : undefined;
}
