import type { FieldType } from "../ir/type.js";

const WORDS: Readonly<Record<Exclude<FieldType["kind"], "named" | "literal" | "enumMember" | "reference" | "array">, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  bigint: "a bigint",
  decimal: "a decimal",
  date: "a date",
  binary: "a binary",
  json: "any JSON",
  template: "a text from a template",
  tuple: "a tuple",
  record: "a record",
  union: "a union",
};

/** A type in a few words: `text`, `a list of text`. With "kind", what it has in common with others that differ in detail. */
export function describeType(type: FieldType, depth: "kind" | "whole" = "whole"): string {
  switch (type.kind) {
    case "named":
      return `\`${type.name}\``;
    case "literal":
      return type.values.map((value) => `\`${JSON.stringify(value)}\``).join(" or ");
    case "enumMember":
      return `\`${JSON.stringify(type.value)}\``;
    case "reference":
      return "a reference";
    case "array":
      return depth === "kind" ? "a list" : `a list of ${describeType(type.items.type)}`;
    default:
      return WORDS[type.kind];
  }
}
