/** An expression of emitted code, before it is known where its lines break. Only what emitted code consists of. */
export type Expression = TextExpression | ArrayExpression | ObjectExpression | CallExpression | ChainExpression;

/** A literal or a name: has no place to break. */
export interface TextExpression {
  readonly kind: "text";
  readonly text: string;
  readonly literal: "string" | "number" | null;
}

export interface ArrayExpression {
  readonly kind: "array";
  readonly items: readonly Expression[];
}

export interface ObjectExpression {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
}

export interface ObjectEntry {
  /** As it is printed: `title`, `"first-name"`, `["__proto__"]`. */
  readonly key: string;
  readonly value: Expression;
}

export interface CallExpression {
  readonly kind: "call";
  readonly callee: string;
  readonly args: readonly Expression[];
}

/** `head.first(…).second(…)`. */
export interface ChainExpression {
  readonly kind: "chain";
  readonly head: TextExpression | CallExpression;
  /** At least one. */
  readonly calls: readonly CallExpression[];
}

export const name = (text: string): TextExpression => ({ kind: "text", text, literal: null });
export const array = (items: readonly Expression[]): ArrayExpression => ({ kind: "array", items });
export const object = (entries: readonly ObjectEntry[]): ObjectExpression => ({ kind: "object", entries });
export const call = (callee: string, ...args: readonly Expression[]): CallExpression => ({ kind: "call", callee, args });

/** The expression on one line. */
export function toLine(expression: Expression): string {
  switch (expression.kind) {
    case "text":
      return expression.text;
    case "array":
      return `[${expression.items.map(toLine).join(", ")}]`;
    case "object":
      if (expression.entries.length === 0) return "{}";
      return `{ ${expression.entries.map((entry) => `${entry.key}: ${toLine(entry.value)}`).join(", ")} }`;
    case "call":
      return `${expression.callee}(${expression.args.map(toLine).join(", ")})`;
    case "chain":
      return [expression.head, ...expression.calls].map(toLine).join(".");
  }
}

/** Whether prettier breaks the expression wherever it stands: it does so for lists of lists and lists of objects. */
export function mustBreak(expression: Expression): boolean {
  switch (expression.kind) {
    case "text":
      return false;
    case "array":
      return isMatrix(expression.items) || expression.items.some(mustBreak);
    case "object":
      return expression.entries.some((entry) => mustBreak(entry.value));
    case "call":
      return expression.args.some(mustBreak);
    case "chain":
      return hasCrowdedCall(expression) || [expression.head, ...expression.calls].some(mustBreak);
  }
}

/** Whether a chain of more than two calls has an argument that prettier wants on a line of its own, fitting or not. */
export function hasCrowdedCall(chain: ChainExpression): boolean {
  const calls = chain.head.kind === "call" ? [chain.head, ...chain.calls] : chain.calls;
  return calls.length > 2 && calls.some((one) => one.args.some((arg) => !isSimple(arg, 2)));
}

function isMatrix(items: readonly Expression[]): boolean {
  return items.length > 1 && items.every((item) => item.kind === items[0]?.kind && sizeOf(item) > 1);
}

function sizeOf(expression: Expression): number {
  if (expression.kind === "array") return expression.items.length;
  return expression.kind === "object" ? expression.entries.length : 0;
}

function isSimple(expression: Expression, depth: number): boolean {
  if (depth === 0) return false;
  switch (expression.kind) {
    case "text":
      return true;
    case "array":
      return expression.items.every((item) => isSimple(item, depth - 1));
    case "object":
      return expression.entries.every((entry) => !entry.key.startsWith("[") && isSimple(entry.value, depth - 1));
    case "call":
      return expression.args.length <= depth && expression.args.every((arg) => isSimple(arg, depth - 1));
    case "chain":
      return [expression.head, ...expression.calls].every((part) => isSimple(part, depth));
  }
}
