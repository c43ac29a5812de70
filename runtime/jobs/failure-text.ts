import { describeValue } from "../core/describe-value.js";

const LONGEST = 10_000;
const DEEPEST = 5;

/** What a handler has thrown, as its job keeps it: message and stack, with the causes, cut where it gets too long. */
export function failureText(error: unknown): string {
  const text = describe(error, 0);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (cut)`;
}

function describe(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return describeValue(error);
  const { name, message, stack = "", cause } = error;
  const own = stack.includes(message) && stack !== "" ? stack : `${name}: ${message}\n${stack}`.trimEnd();
  return cause === undefined || depth === DEEPEST ? own : `${own}\nCaused by: ${describe(cause, depth + 1)}`;
}
