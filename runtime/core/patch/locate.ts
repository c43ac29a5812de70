import { closestName } from "../closest-name.js";
import { describeValue } from "../describe-value.js";
import { toJsonPointer } from "../json-pointer.js";
import { isContainer, isObject, partOf, type JsonContainer, type JsonObject } from "./json-value.js";

/** RFC 6901 section 4: digits without a leading zero. */
const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/** More names than these are not looked through for the one that was meant. */
const MOST_NAMES = 1000;

/** A value, or why there is none. */
export type Found = { readonly isThere: true; readonly value: unknown } | { readonly isThere: false; readonly why: string };

/** The value that the keys lead to. */
export function locate(document: unknown, keys: readonly string[]): Found {
  let value = document;
  for (const [depth, key] of keys.entries()) {
    if (!isContainer(value) || !hasPart(value, key)) return { isThere: false, why: explainMissing(value, keys.slice(0, depth), key) };
    value = partOf(value, key);
  }
  return { isThere: true, value };
}

/** Why nothing can be put where the keys lead to, which must not be empty; undefined when it can. */
export function explainPlace(document: unknown, keys: readonly string[]): string | undefined {
  const parent = locate(document, keys.slice(0, -1));
  if (!parent.isThere) return parent.why;
  const isEnd = Array.isArray(parent.value) && ["-", String(parent.value.length)].includes(String(keys.at(-1)));
  if (isEnd || isObject(parent.value)) return undefined;
  const found = locate(document, keys);
  return found.isThere ? undefined : found.why;
}

function hasPart(container: JsonContainer, key: string): boolean {
  return Array.isArray(container) ? INDEX.test(key) && Number(key) < container.length : Object.hasOwn(container, key);
}

function explainMissing(value: unknown, path: readonly string[], key: string): string {
  if (!isContainer(value)) return `There is nothing inside of ${describePlace(path)}: it is ${describeValue(value)}.`;
  return Array.isArray(value) ? explainIndex(value, path, key) : explainMember(value, path, key);
}

function explainIndex(list: readonly unknown[], path: readonly string[], key: string): string {
  const size = `The list at ${describePlace(path)} has ${list.length === 1 ? "1 item" : `${list.length} items`}`;
  if (key === "-") return `${size}: "-" is the place after the last, where nothing is.`;
  if (INDEX.test(key)) return `${size}: there is none at ${key}, the first is at 0.`;
  return `${size}: ${describeValue(key)} is no place in a list. Expected digits without a leading zero.`;
}

function explainMember(object: JsonObject, path: readonly string[], key: string): string {
  const meant = closestName(key, Object.keys(object).slice(0, MOST_NAMES));
  const hint = meant === undefined ? "" : ` Did you mean ${describePlace([...path, meant])}?`;
  return `There is nothing at ${describePlace([...path, key])}.${hint}`;
}

function describePlace(path: readonly string[]): string {
  return path.length === 0 ? "the root" : describeValue(toJsonPointer(path));
}
