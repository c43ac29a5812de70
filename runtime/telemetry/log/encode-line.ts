import { stripVTControlCharacters } from "node:util";
import type { DescribedError } from "./describe-error.js";
import type { LogFields, LogLevel } from "./log.js";

export interface LogLine {
  /** RFC 3339 in UTC with milliseconds. */
  readonly time: string;
  readonly level: LogLevel;
  readonly msg: string;
  readonly fields: LogFields;
  readonly error?: DescribedError;
}

/** One JSON object and a line feed. Fields that are undefined are left out; JSON has no line feeds of its own. */
export function encodeJsonLine({ time, level, msg, fields, error }: LogLine): string {
  return `${JSON.stringify({ time, level, msg, ...fields, error })}\n`;
}

/** `09:30:00.250 INFO  GET /issues/:id 200 requestId=…`, and below it the stacks of an error. */
export function encodePrettyLine({ time, level, msg, fields, error }: LogLine): string {
  const facts = Object.entries(fields).flatMap(([name, value]) => (value === undefined || value === null ? [] : [`${name}=${showValue(value)}`]));
  const line = [time.slice(11, 23), level.toUpperCase().padEnd(5), showText(msg), ...facts].join(" ");
  return `${line}\n${error === undefined ? "" : showError(error)}`;
}

function showValue(value: string | number | boolean): string {
  return typeof value === "string" && /[^\w.:/-]/.test(value) ? JSON.stringify(value) : String(value);
}

/** Nothing that a caller sent can move the cursor or begin a line. */
function showText(text: string): string {
  return JSON.stringify(stripVTControlCharacters(text)).slice(1, -1);
}

function showError({ name, message, stack, cause, errors = [] }: DescribedError): string {
  const text = stripVTControlCharacters(stack ?? `${name}: ${message}`).replaceAll(/^/gm, "  ");
  const others = cause === undefined ? errors : [cause, ...errors];
  return `${text}\n${others.map((other) => `  caused by\n${showError(other)}`).join("")}`;
}
