import { isDeepStrictEqual } from "node:util";
import { Refused } from "./state.js";

type Json = unknown;

/** RFC 7396, as its pseudo code has it. */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: Json;
}

/**
 * RFC 6902, without move and copy, of objects and lists that hold no others.
 *
 * @throws Refused PATCH_INVALID, PATCH_TEST_FAILED
 */
export function jsonPatch(document: Json, operations: readonly Operation[]): Json {
  const result = structuredClone(document);
  for (const { op, path, value } of operations) {
    const keys = path.split("/").slice(1);
    const last = keys.pop() ?? "";
    const parent = keys.reduce<Json>((whole, key) => (isObject(whole) ? whole[key] : undefined), result);
    if (Array.isArray(parent)) changeList(parent, op, last, value);
    else if (isObject(parent)) changeObject(parent, op, last, value);
    else throw new Refused("PATCH_INVALID");
  }
  return result;
}

function changeList(list: Json[], op: string, key: string, value: Json): void {
  const at = key === "-" ? list.length : Number(key);
  if (at > (op === "add" ? list.length : list.length - 1)) throw new Refused("PATCH_INVALID");
  if (op === "test") check(list[at], value);
  else if (op === "add") list.splice(at, 0, value);
  else if (op === "remove") list.splice(at, 1);
  else list[at] = value;
}

function changeObject(object: Record<string, Json>, op: string, key: string, value: Json): void {
  if (op === "test") return check(object[key], value);
  if (op !== "add" && !(key in object)) throw new Refused("PATCH_INVALID");
  if (op === "remove") delete object[key];
  else object[key] = value;
}

function check(found: Json, expected: Json): void {
  if (!isDeepStrictEqual(found, expected)) throw new Refused("PATCH_TEST_FAILED");
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
