import type { TemplateHole, TemplateType } from "../../ir/type.js";
import { toLine } from "./expression.js";
import { toExpression } from "./literal.js";

/** A template literal type as emitted code writes it: `` `ORD-${number}` ``. */
export function templateText({ parts }: Pick<TemplateType, "parts">): string {
  return `\`${parts.map((part) => (typeof part === "string" ? escape(part) : holeText(part))).join("")}\``;
}

function holeText({ hole }: TemplateHole): string {
  const text = typeof hole === "string" ? hole : hole.map((value) => toLine(toExpression(value))).join(" | ");
  return `\${${text}}`;
}

/** What would end the template or begin a hole, and what a source file can't hold as it is. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`]|\$(?=\{)/g, "\\$&")
    .replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
