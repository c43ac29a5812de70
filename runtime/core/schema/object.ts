import { z } from "zod";
import { isRecord } from "../is-record.js";
import { ownType, type Read } from "./own-type.js";
import { checkKey } from "./record.js";

type Fields = Readonly<Record<string, z.ZodType>>;

/**
 * An object of these fields, put out in this order. Any other field is refused, `__proto__` as well.
 *
 * @param rest the schema of the values of all other keys, which follow the fields; strict without.
 * @param keys the schema of these keys: a `text()`.
 */
export function object(fields: Fields, rest?: z.ZodType, keys?: z.ZodType): z.ZodType {
  // What every object inherits, zod takes for a field that is there.
  const isOrdinary = rest === undefined && !Object.keys(fields).some((name) => name in Object.prototype);
  if (isOrdinary) return z.strictObject(fields);
  const shape = { kind: "object", fields, rest: rest ?? null } as const;
  return ownType(shape, readObject(fields, rest, keys));
}

function readObject(fields: Fields, rest: z.ZodType | undefined, keys: z.ZodType | undefined): Read {
  const entries = Object.entries(fields);
  return (input, reading) => {
    if (!isRecord(input) || Array.isArray(input)) {
      reading.report({ code: "invalid_type", expected: "object", input });
      return input;
    }
    const values: (readonly [string, unknown])[] = entries.flatMap(([name, schema]) => {
      const isGiven = Object.hasOwn(input, name);
      // What is converted first takes `undefined` on its way in, and what has a default makes a value of it.
      if (!isGiven && schema._zod.optin === "optional" && schema._zod.optout === "optional") return [];
      const value = reading.read(schema, isGiven ? input[name] : undefined, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const others = Object.keys(input).filter((key) => !Object.hasOwn(fields, key));
    for (const key of rest === undefined ? [] : others) checkKey(key, keys, reading);
    if (rest !== undefined) values.push(...others.map((key) => [key, reading.read(rest, input[key], key)] as const));
    else if (others.length > 0) reading.report({ code: "unrecognized_keys", keys: others, input });
    // Unlike an assignment, this makes an own field of `__proto__`.
    return Object.fromEntries(values);
  };
}
