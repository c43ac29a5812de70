import type { TemplateHole, TemplateType } from "../ir/type.js";

/** A number as text, in the way that JavaScript writes it or a person would. */
export const NUMBER_PATTERN = "-?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?";

const PATTERNS: Readonly<Record<"string" | "number" | "bigint" | "boolean", string>> = {
  string: "[\\s\\S]*",
  number: NUMBER_PATTERN,
  bigint: "-?(?:0|[1-9]\\d*)",
  boolean: "(?:true|false)",
};

/** The anchored regular expression for the texts of a template. */
export function templatePattern(parts: TemplateType["parts"]): string {
  return `^${parts.map((part) => (typeof part === "string" ? escape(part) : holePattern(part))).join("")}$`;
}

function holePattern({ hole }: TemplateHole): string {
  return typeof hole === "string" ? PATTERNS[hole] : `(?:${hole.map((value) => escape(String(value))).join("|")})`;
}

/** Only what the `u` flag lets be escaped. */
function escape(text: string): string {
  return text.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
}
