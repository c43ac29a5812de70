import type { z } from "zod";
import { isRecord } from "../is-record.js";
import { ownType } from "./own-type.js";

/** How many objects and lists may lie inside one another, as in a body over HTTP. */
export const MAX_DEPTH = 100;

const SHAPE = { kind: "json" } as const;

/** Any JSON value, null as well, taken as it is. */
export function json(): z.ZodType {
  return ownType(SHAPE, (input, reading) => {
    const fault = findFault(input, []);
    if (fault !== undefined) reading.report({ code: "custom", input, ...fault });
    return input;
  });
}

interface Fault {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** The first part that JSON can't say. A value that holds itself is found to be too deep. */
function findFault(value: unknown, path: PropertyKey[]): Fault | undefined {
  if (path.length > MAX_DEPTH) return { path, message: `Nested more than ${MAX_DEPTH} levels deep.` };
  if (!isRecord(value)) return isScalar(value) ? undefined : { path, message: `Expected a JSON value, got ${typeof value === "number" ? String(value) : typeof value}.` };
  if (!Array.isArray(value) && !isPlainObject(value)) return { path, message: "Expected a JSON value, got an object of a class." };
  const parts: Iterable<readonly [PropertyKey, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, part] of parts) {
    const fault = findFault(part, [...path, key]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
