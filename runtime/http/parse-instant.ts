import { parseDateTime } from "../core/date-time.js";
import { invalidQuery } from "../query/invalid-query.js";

/**
 * A parameter's value as an instant; undefined when it wasn't given.
 *
 * @throws INVALID_QUERY for anything but a date-time with an offset (RFC 3339).
 */
export function parseInstant(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const instant = parseDateTime(text);
  if (instant !== undefined) return instant;
  const message = "Must be a date-time with an offset, such as 2027-01-31T09:30:00Z (RFC 3339). In a URL, + is written %2B.";
  throw invalidQuery([{ path: name, message }]);
}
