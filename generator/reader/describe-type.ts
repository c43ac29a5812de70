import type { FieldType } from "../ir/type.js";

const NAMES = {
  string: "`string`",
  boolean: "`boolean`",
  bigint: "`bigint`",
  decimal: "`Decimal`",
  date: "`Date`",
  binary: "`Binary`",
  json: "`unknown`",
  template: "a template literal",
  array: "a list",
  tuple: "a tuple",
  record: "a record",
  union: "a union of several types",
} as const;

/** What a type is called in a message. */
export function describeType(type: FieldType): string {
  switch (type.kind) {
    case "number":
      return type.integer ? "`Int`" : "`number`";
    case "literal":
      return new Set(type.values.map((value) => typeof value)).size > 1 ? "a union of values of several types" : "a union of literals";
    case "enumMember":
      return `\`${type.name}.${type.member}\``;
    case "reference":
      return `\`${type.to === "revision" ? "RevisionRef" : "Ref"}<${type.model}>\``;
    case "named":
      return `the type \`${type.name}\``;
    default:
      return NAMES[type.kind];
  }
}
