import type { z } from "zod";
import { ownType, type Read } from "./own-type.js";

export interface TupleEnd {
  /** How many of the last items may be left out. */
  readonly optional?: number;
  /** The schema of the items that follow; there are none without. */
  readonly rest?: z.ZodType;
}

/** A list whose items each have a schema of their own. */
export function tuple(items: readonly z.ZodType[], { optional = 0, rest }: TupleEnd = {}): z.ZodType {
  const shape = { kind: "tuple", items, rest: rest ?? null } as const;
  return ownType(shape, readTuple(items, items.length - optional, rest));
}

function readTuple(items: readonly z.ZodType[], least: number, rest: z.ZodType | undefined): Read {
  return (input, reading) => {
    if (!Array.isArray(input)) {
      reading.report({ code: "invalid_type", expected: "array", input });
      return input;
    }
    const values: readonly unknown[] = input;
    if (values.length < least) reading.report({ code: "too_small", minimum: least, origin: "array", inclusive: true, input });
    if (values.length > items.length && rest === undefined) {
      reading.report({ code: "too_big", maximum: items.length, origin: "array", inclusive: true, input });
      return input;
    }
    return Array.from(values, (value, place) => {
      const schema = items[place] ?? rest;
      return schema === undefined ? value : reading.read(schema, value, place);
    });
  };
}
