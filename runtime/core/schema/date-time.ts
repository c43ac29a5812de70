import { z } from "zod";
import { isWritable, parseDateTime } from "../date-time.js";

/**
 * An instant: takes a `Date` or an RFC 3339 date-time (section 5.6), and puts out a `Date`. Years beyond four digits are
 * refused, since a date-time can't write them. A leap second, which a `Date` can't hold, becomes the instant after it.
 */
export function dateTime(): z.ZodType {
  return z.preprocess(toDate, z.date());
}

/** Anything that is no instant is passed on, for `z.date()` to refuse. */
function toDate(input: unknown): unknown {
  if (typeof input === "string") return parseDateTime(input) ?? input;
  return input instanceof Date && !isWritable(input) ? null : input;
}
