import { MAX_WIDTH, textWidth } from "../../render/width.js";
import { hasCrowdedCall, mustBreak, toLine } from "./expression.js";
import type { ArrayExpression, CallExpression, ChainExpression, Expression, ObjectExpression } from "./expression.js";

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
    case "chain":
      return layOutChain(expression, place);
  }
}

function fitsOnLine(expression: Expression, { column, tail }: Place): boolean {
  return column + textWidth(toLine(expression)) + tail <= MAX_WIDTH;
}

function layOutArray({ items }: ArrayExpression, { margin }: Place): string {
  if (items.length === 0) return "[]";
  const isNumbers = items.length > 1 && items.every((item) => item.kind === "text" && item.literal === "number");
  return block("[", isNumbers ? fill(items, margin + 2) : itemLines(items, margin + 2), "]", margin);
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

/** The brackets of a lone list or object stay next to those of the call. */
function layOutCall({ callee, args }: CallExpression, place: Place): string {
  if (args.length === 0) return `${callee}()`;
  const [first] = args;
  if (args.length === 1 && first?.kind === "array" && first.items.length > 0) return `${callee}(${layOutArray(first, place)})`;
  if (args.length === 1 && first?.kind === "object" && first.entries.length > 0) return `${callee}(${layOutObject(first, place)})`;
  return block(`${callee}(`, itemLines(args, place.margin + 2), ")", place.margin);
}

/**
 * Two parts stay on one line, which then breaks inside the last; more parts go below one another. Unless only the last
 * breaks, and would in any case: prettier leaves an object that is spread over lines as it is.
 */
function layOutChain(chain: ChainExpression, place: Place): string {
  const { head, calls } = chain;
  if (calls.length === 1) return layOutLast(chain, place);
  const margin = place.margin + 2;
  const lines = calls.map((one, at) => {
    const tail = at === calls.length - 1 ? place.tail : 0;
    return `.${layOut(one, { margin, column: margin + 1, tail })}`;
  });
  const below = [layOut(head, { ...place, tail: 0 }), ...lines.map((line) => " ".repeat(margin) + line)].join("\n");
  const isLastSpread = mustBreak(chain) || /\{\n/.test(lines.at(-1) ?? "");
  return isLastSpread && canBreakInLastOnly(chain, place) ? layOutLast(chain, place) : below;
}

function layOutLast({ head, calls }: ChainExpression, place: Place): string {
  const before = [head, ...calls.slice(0, -1)].map(toLine).join(".");
  const last = calls.at(-1);
  if (last === undefined) return before;
  return `${before}.${layOut(last, { ...place, column: place.column + textWidth(before) + 1 })}`;
}

function canBreakInLastOnly(chain: ChainExpression, { column }: Place): boolean {
  const before = [chain.head, ...chain.calls.slice(0, -1)];
  const firstLine = `${before.map(toLine).join(".")}.${chain.calls.at(-1)?.callee}([`;
  return !hasCrowdedCall(chain) && !before.some(mustBreak) && column + textWidth(firstLine) <= MAX_WIDTH;
}

function block(open: string, lines: readonly string[], close: string, margin: number): string {
  const inner = " ".repeat(margin + 2);
  return [open, ...lines.map((line) => inner + line), " ".repeat(margin) + close].join("\n");
}
