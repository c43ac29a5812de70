import { textProblem } from "../core/text-problem.js";
import { invalidQuery } from "../query/invalid-query.js";

const LONGEST = 1000;
/** What a header can hold of percent-encoded text. */
const ENCODED = /^[ -~]*$/;

/**
 * Why a write is made: as the header X-Change-Reason says in percent-encoded UTF-8, or the parameter `reason`.
 *
 * @throws INVALID_QUERY for bad encoding, what is no reason, and two that differ.
 */
export function parseReason(header: string | string[] | undefined, parameter: string | undefined): string | undefined {
  const stated = header === undefined ? undefined : decodeHeader(String(header));
  if (stated !== undefined && parameter !== undefined && stated !== parameter) {
    throw invalidQuery([{ path: "reason", message: "X-Change-Reason says another: give one reason." }]);
  }
  const reason = stated ?? parameter;
  const problem = reason === undefined ? undefined : reasonProblem(reason);
  if (problem !== undefined) throw invalidQuery([{ path: stated === undefined ? "reason" : "X-Change-Reason", message: problem }]);
  return reason;
}

/** What is wrong with a text as a reason; undefined when nothing is. */
export function reasonProblem(reason: string): string | undefined {
  const isLong = reason.length > LONGEST && [...reason].length > LONGEST;
  return textProblem(reason) ?? (isLong ? `Is longer than ${LONGEST} characters.` : undefined);
}

function decodeHeader(text: string): string {
  try {
    if (ENCODED.test(text)) return decodeURIComponent(text);
  } catch {
    // Told of below.
  }
  throw invalidQuery([{ path: "X-Change-Reason", message: "Must be UTF-8, percent-encoded as encodeURIComponent does it (RFC 3986 section 2.1)." }]);
}
