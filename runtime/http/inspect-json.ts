import { SpecstarError } from "../core/errors.js";
import { toJsonPointer } from "../core/json-pointer.js";
import { isHeldExactly } from "./exact-number.js";

/** How many objects and lists may lie inside one another. */
export const MAX_DEPTH = 100;

/** Where the reading is: the next letter, and the keys that lead to the value it is in. */
interface Cursor {
  readonly text: string;
  at: number;
  readonly path: (string | number)[];
}

const SPACE = /[ \t\n\r]*/y;
/** No letter above it is a space. */
const SPACE_CODE = 0x20;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Up to the string's end, an escape, or a control character (RFC 8259 section 7: `unescaped`). */
const STRING_PART = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Reads JSON text letter by letter, to say what is wrong with it. Returns when nothing is.
 *
 * @throws MALFORMED_BODY for the first fault: bad syntax, nesting too deep, a number that a double can't hold, a repeated key.
 */
export function inspectJson(text: string): void {
  const cursor: Cursor = { text, at: 0, path: [] };
  readValue(cursor);
  skipSpace(cursor);
  if (cursor.at < text.length) throw unexpected(cursor, "the end");
}

function readValue(cursor: Cursor): void {
  skipSpace(cursor);
  const start = cursor.text[cursor.at];
  if (start === "{") readObject(cursor);
  else if (start === "[") readList(cursor);
  else if (start === '"') readString(cursor);
  else readScalar(cursor);
}

function readObject(cursor: Cursor): void {
  open(cursor);
  if (takes(cursor, "}")) return;
  const keys = new Set<string>();
  do {
    skipSpace(cursor);
    const at = cursor.at;
    const key = cursor.text[at] === '"' ? readString(cursor) : undefined;
    if (key === undefined) throw unexpected(cursor, "a name in double quotes");
    cursor.path.push(key);
    if (keys.has(key)) throw fault(cursor, at, `The name ${JSON.stringify(key)} is repeated.`);
    keys.add(key);
    if (!takes(cursor, ":")) throw unexpected(cursor, '":"');
    readValue(cursor);
    cursor.path.pop();
  } while (takes(cursor, ","));
  if (!takes(cursor, "}")) throw unexpected(cursor, '"," or "}"');
}

function readList(cursor: Cursor): void {
  open(cursor);
  if (takes(cursor, "]")) return;
  let index = 0;
  do {
    cursor.path.push(index);
    readValue(cursor);
    cursor.path.pop();
    index += 1;
  } while (takes(cursor, ","));
  if (!takes(cursor, "]")) throw unexpected(cursor, '"," or "]"');
}

/** Passes over the bracket that opens an object or a list. */
function open(cursor: Cursor): void {
  if (cursor.path.length >= MAX_DEPTH) throw fault(cursor, cursor.at, `Nested deeper than ${MAX_DEPTH} levels.`);
  cursor.at += 1;
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 1;
  skip(cursor, STRING_PART);
  while (cursor.text[cursor.at] === "\\") {
    if (!skip(cursor, ESCAPE)) throw fault(cursor, cursor.at, "Not an escape that JSON has.");
    skip(cursor, STRING_PART);
  }
  if (cursor.at >= cursor.text.length) throw fault(cursor, start, "A string that never ends.");
  if (cursor.text[cursor.at] !== '"') throw fault(cursor, cursor.at, "A control character in a string must be escaped.");
  cursor.at += 1;
  return String(JSON.parse(cursor.text.slice(start, cursor.at)));
}

function readScalar(cursor: Cursor): void {
  const start = cursor.at;
  if (!skip(cursor, SCALAR)) throw unexpected(cursor, "a value");
  const literal = cursor.text.slice(start, cursor.at);
  if (/^[tfn]/.test(literal) || isHeldExactly(literal)) return;
  const shown = literal.length > 40 ? `${literal.slice(0, 40)}…` : literal;
  throw fault(cursor, start, `A double can't hold the number ${shown}. Send it as text.`);
}

/** Passes over what the sticky expression matches here, if it does. */
function skip(cursor: Cursor, expression: RegExp): boolean {
  expression.lastIndex = cursor.at;
  const matches = expression.test(cursor.text);
  if (matches) cursor.at = expression.lastIndex;
  return matches;
}

function skipSpace(cursor: Cursor): void {
  if (cursor.text.charCodeAt(cursor.at) <= SPACE_CODE) skip(cursor, SPACE);
}

function takes(cursor: Cursor, letter: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== letter) return false;
  cursor.at += 1;
  return true;
}

function unexpected(cursor: Cursor, expected: string): SpecstarError {
  const letter = cursor.text.codePointAt(cursor.at);
  const found = letter === undefined ? "the end" : JSON.stringify(String.fromCodePoint(letter));
  return fault(cursor, cursor.at, `Expected ${expected}, found ${found}.`);
}

function fault(cursor: Cursor, at: number, message: string): SpecstarError {
  const path = toJsonPointer(cursor.path);
  const lines = cursor.text.slice(0, at).split("\n");
  const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
  const value = path === "" ? "the body" : path;
  return new SpecstarError("MALFORMED_BODY", `The body is malformed at ${place} (${value}): ${message}`, [
    { path, message: `${place}: ${message}` },
  ]);
}
