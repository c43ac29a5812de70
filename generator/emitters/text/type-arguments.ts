import { MAX_WIDTH, textWidth } from "../../render/width.js";

/** `before<A, B>after` at the beginning of a line, an argument per line where that is too long. */
export function layOutTypeArguments(before: string, args: readonly string[], after: string): string {
  const line = `${before}<${args.join(", ")}>${after}`;
  const margin = " ".repeat(before.search(/\S/));
  return textWidth(line) <= MAX_WIDTH ? line : `${before}<\n${args.map((arg) => `${margin}  ${arg}`).join(",\n")}\n${margin}>${after}`;
}
