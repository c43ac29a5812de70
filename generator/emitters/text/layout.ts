import { MAX_WIDTH, textWidth } from "../../render/width.js";
import { mustBreak, takesFunctions, toLine, type ArrayExpression, type CallExpression, type Expression, type ObjectExpression } from "./expression.js";

/** Where an expression is printed. */
export interface Place {
  /** Spaces before the line that it begins on. */
  readonly margin: number;
  /** Columns taken on that line. */
  readonly column: number;
  /** Columns that must stay free behind its end: a comma's. */
  readonly tail: number;
}

/** Prints an expression with its line breaks, as prettier would. */
export function layOut(expression: Expression, place: Place): string {
  if (!mustBreak(expression) && fitsOnLine(expression, place)) return toLine(expression);
  switch (expression.kind) {
    case "text":
      return expression.text;
    case "array":
      return layOutArray(expression, place);
    case "object":
      return layOutObject(expression, place);
    case "call":
      return layOutCall(expression, place);
  }
}

function fitsOnLine(expression: Expression, { column, tail }: Place): boolean {
  return column + textWidth(toLine(expression)) + tail <= MAX_WIDTH;
}

function layOutArray(list: ArrayExpression, { margin }: Place): string {
  const { items } = list;
  if (items.length === 0) return "[]";
  return block("[", isNumbers(list) ? fill(items, margin + 2) : itemLines(items, margin + 2), "]", margin);
}

function isNumbers({ items }: ArrayExpression): boolean {
  return items.length > 1 && items.every((item) => item.kind === "text" && item.literal === "number");
}

function itemLines(items: readonly Expression[], margin: number): string[] {
  return items.map((item) => `${layOut(item, { margin, column: margin, tail: 1 })},`);
}

/** Numbers go side by side: as many to a line as fit. */
function fill(items: readonly Expression[], margin: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const text = `${toLine(item)},`;
    const last = lines.at(-1);
    if (last !== undefined && margin + last.length + 1 + text.length <= MAX_WIDTH) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

function layOutObject({ entries }: ObjectExpression, { margin }: Place): string {
  if (entries.length === 0) return "{}";
  const lines = entries.map(({ key, value }) => `${layOutEntry(key, value, margin + 2)},`);
  return block("{", lines, "}", margin);
}

/** `key: value` at the beginning of a line, with room for a comma behind it. A text that is too long goes to the next line. */
export function layOutEntry(key: string, value: Expression, margin: number): string {
  const place = { margin, column: margin + textWidth(key) + 2, tail: 1 };
  const isLongText = value.kind === "text" && value.literal === "string" && !fitsOnLine(value, place);
  return isLongText ? `${key}:\n${" ".repeat(margin + 2)}${value.text}` : `${key}: ${layOut(value, place)}`;
}

/** The brackets of a list or object that comes last stay next to those of the call, if what comes before them fits beside. */
function layOutCall(expression: CallExpression, place: Place): string {
  const { callee, args } = expression;
  if (args.length === 0) return `${callee}()`;
  const last = args.at(-1);
  const before = args.slice(0, -1);
  const open = `${callee}(${before.map((arg) => `${toLine(arg)}, `).join("")}`;
  if (last !== undefined && !takesFunctions(expression) && isHugged(last, before) && place.column + textWidth(open) + 1 <= MAX_WIDTH) {
    return `${open}${layOutWithin(last, place)})`;
  }
  return block(`${callee}(`, itemLines(args, place.margin + 2), ")", place.margin);
}

function layOutWithin(last: Expression, place: Place): string {
  if (last.kind === "array") return layOutArray(last, place);
  return last.kind === "object" ? layOutObject(last, place) : toLine(last);
}

function isHugged(last: Expression, before: readonly Expression[]): boolean {
  if (before.some(mustBreak) || before.at(-1)?.kind === last.kind) return false;
  if (last.kind === "array") return last.items.length > 0 && (before.length === 0 || !isNumbers(last));
  return last.kind === "object" && last.entries.length > 0;
}

function block(open: string, lines: readonly string[], close: string, margin: number): string {
  const inner = " ".repeat(margin + 2);
  return [open, ...lines.map((line) => inner + line), " ".repeat(margin) + close].join("\n");
}
