import { z } from "zod";

const DIGITS = /^(?:0|-?[1-9][0-9]*)$/;

/** A whole number of any size: takes a `bigint` or a text of digits, and puts out a `bigint`. A JSON number is refused: it may have lost digits. */
export function bigInt(): z.ZodType {
  return z.preprocess(toBigInt, z.bigint());
}

/** Anything that is none is passed on, for `z.bigint()` to refuse. */
function toBigInt(input: unknown): unknown {
  return typeof input === "string" && DIGITS.test(input) ? BigInt(input) : input;
}
