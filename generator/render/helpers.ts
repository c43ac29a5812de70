/** The three helpers of the templates. What they print is what prettier would, at a width of 120. */

import { fits } from "./width.js";

/** Prose and tags for a doc comment; all empty for none. */
export interface CommentText {
  readonly text: string;
  readonly deprecated: string | null;
  readonly examples: readonly string[];
}

/** The names of an import between two texts: on one line where it fits or there is only one, else a name per line. */
export function list(open: string, items: readonly string[], close: string): string {
  const line = `${open} ${items.join(", ")} ${close}`;
  return items.length === 1 || fits(line) ? line : [open, ...items.map((item) => `  ${item},`), close].join("\n");
}

/**
 * A string literal in the quotes that need fewer escapes. Everything that could end the literal, the line or the file
 * early is escaped: control characters, U+2028, U+2029 and lone surrogates.
 */
export function string(text: string): string {
  if (/^[\w ./:{}$@-]*$/.test(text)) return `"${text}"`;
  const json = JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escapeUnit);
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  if (doubles <= singles) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A doc comment with its line end, each line behind `margin`; nothing when there is nothing to say. */
export function comment(doc: CommentText, margin: string): string {
  const lines = commentLines(doc);
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${margin}/** ${lines.join("")} */\n`;
  const body = lines.map((line) => `${margin} * ${line}`.trimEnd());
  return [`${margin}/**`, ...body, `${margin} */`, ""].join("\n");
}

function commentLines(doc: CommentText): string[] {
  const prose = toLines(doc.text);
  const tags = [
    ...(doc.deprecated === null ? [] : toLines(`@deprecated ${doc.deprecated}`)),
    ...doc.examples.flatMap((example) => toLines(`@example ${example}`)),
  ];
  return prose.length > 0 && tags.length > 0 ? [...prose, "", ...tags] : [...prose, ...tags];
}

function toLines(text: string): string[] {
  const safe = text.trim().replaceAll("*/", "*\\/");
  return safe === "" ? [] : safe.split(/\r\n|[\n\r\u2028\u2029]/);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
