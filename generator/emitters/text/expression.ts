/** An expression of emitted code, before it is known where its lines break. Only what emitted code consists of. */
export type Expression = TextExpression | ArrayExpression | ObjectExpression | CallExpression;

/** A literal, a name, or a function that gives what has a name: has no place to break. */
export interface TextExpression {
  readonly kind: "text";
  readonly text: string;
  readonly literal: "string" | "number" | "function" | null;
}

export interface ArrayExpression {
  readonly kind: "array";
  readonly items: readonly Expression[];
}

export interface ObjectExpression {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
  /** Always an entry to a line, as prettier leaves it. */
  readonly isSpread: boolean;
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

export const name = (text: string): TextExpression => ({ kind: "text", text, literal: null });
export const giving = (text: string): TextExpression => ({ kind: "text", text: `() => ${text}`, literal: "function" });
export const array = (items: readonly Expression[]): ArrayExpression => ({ kind: "array", items });
export const object = (entries: readonly ObjectEntry[]): ObjectExpression => ({ kind: "object", entries, isSpread: false });
export const spreadObject = (entries: readonly ObjectEntry[]): ObjectExpression => ({ kind: "object", entries, isSpread: entries.length > 0 });
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
  }
}

/** The functions that an expression calls. */
export function calledNames(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "text":
      return [];
    case "array":
      return expression.items.flatMap(calledNames);
    case "object":
      return expression.entries.flatMap(({ value }) => calledNames(value));
    case "call":
      return [expression.callee, ...expression.args.flatMap(calledNames)];
  }
}

/** Whether prettier breaks the expression wherever it stands: it does so for lists of lists, lists of objects and more. */
export function mustBreak(expression: Expression): boolean {
  switch (expression.kind) {
    case "text":
      return false;
    case "array":
      return isMatrix(expression.items) || expression.items.some(mustBreak);
    case "object":
      return expression.isSpread || expression.entries.some((entry) => mustBreak(entry.value));
    case "call":
      return takesFunctions(expression) || expression.args.some(mustBreak);
  }
}

/** Whether one of several arguments is a call with a function: prettier gives each argument a line then, fitting or not. */
export function takesFunctions({ args }: CallExpression): boolean {
  return args.length > 1 && args.some((arg) => arg.kind === "call" && arg.args.some(isFunction));
}

function isFunction(expression: Expression): boolean {
  return expression.kind === "text" && expression.literal === "function";
}

function isMatrix(items: readonly Expression[]): boolean {
  return items.length > 1 && items.every((item) => item.kind === items[0]?.kind && sizeOf(item) > 1);
}

function sizeOf(expression: Expression): number {
  if (expression.kind === "array") return expression.items.length;
  return expression.kind === "object" ? expression.entries.length : 0;
}
