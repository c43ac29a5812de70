import type { z } from "zod";
import { isRecord } from "../is-record.js";
import { ownType, type Read, type Reading } from "./own-type.js";

/**
 * An object of any keys, whose order is kept; `__proto__` is a key like any other.
 *
 * @param keys the schema of the keys: a `text()`.
 */
export function record(values: z.ZodType, keys?: z.ZodType): z.ZodType {
  const shape = { kind: "record", values } as const;
  return ownType(shape, readRecord(values, keys));
}

function readRecord(values: z.ZodType, keys: z.ZodType | undefined): Read {
  return (input, reading) => {
    if (!isRecord(input) || Array.isArray(input) || input instanceof Date) {
      reading.report({ code: "invalid_type", expected: "record", input });
      return input;
    }
    const entries = Object.keys(input).map((key) => {
      checkKey(key, keys, reading);
      return [key, reading.read(values, input[key], key)] as const;
    });
    // Unlike an assignment, this makes an own field of `__proto__`.
    return Object.fromEntries(entries);
  };
}

/** Reports a key that isn't such as the schema of the keys wants it. */
export function checkKey(key: string, keys: z.ZodType | undefined, reading: Reading): void {
  const issues = keys?.safeParse(key).error?.issues ?? [];
  if (issues.length > 0) reading.report({ code: "invalid_key", origin: "record", issues, path: [key], input: key });
}
