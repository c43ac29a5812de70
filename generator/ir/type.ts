/** The types of values. Every order is the order of the source. */

import type { Field } from "./model.js";

export type FieldType =
  | StringType
  | NumberType
  | BooleanType
  | BigIntType
  | DecimalType
  | DateType
  | BinaryType
  | JsonType
  | LiteralType
  | EnumMemberType
  | TemplateType
  | ReferenceType
  | ArrayType
  | TupleType
  | RecordType
  | UnionType
  | NamedRef;

/** A type where null may be allowed beside it: the items of a list, the values of a record. */
export interface Value {
  readonly type: FieldType;
  readonly nullable: boolean;
}

export interface StringType {
  readonly kind: "string";
  /** In Unicode code points. */
  readonly minLength: number | null;
  readonly maxLength: number | null;
  /** A regular expression as JSON Schema has them (ECMA-262, `u` flag), without slashes. Not anchored unless it says so. */
  readonly pattern: string | null;
  readonly format: StringFormat | null;
  /** `string & {}`, which keeps the literals beside it in a union. For the compiler only: the emitted type must equal the model's. */
  readonly open: boolean;
}

/** The formats of JSON Schema 2020-12 (validation, section 7.3) that the language has. */
export type StringFormat = (typeof STRING_FORMATS)[number];

export const STRING_FORMATS = [
  "date-time",
  "date",
  "time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uri",
  "uri-reference",
  "uri-template",
  "uuid",
  "json-pointer",
  "relative-json-pointer",
  "regex",
] as const;

export interface NumberType {
  readonly kind: "number";
  /** A whole number that a double holds exactly. */
  readonly integer: boolean;
  readonly min: number | null;
  readonly max: number | null;
}

export interface BooleanType {
  readonly kind: "boolean";
}

/** `bigint`: on the wire and at rest a text of digits, `^(0|-?[1-9][0-9]*)$`. */
export interface BigIntType {
  readonly kind: "bigint";
}

/** `Decimal`: a text such as `12.50`, kept as it was written: `^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`. */
export interface DecimalType {
  readonly kind: "decimal";
}

export interface DateType {
  readonly kind: "date";
}

/** `Binary`: what is known of a blob. */
export interface BinaryType {
  readonly kind: "binary";
}

/** `unknown`: any JSON value, null as well. Never nullable. */
export interface JsonType {
  readonly kind: "json";
}

/** A union of literals, or a single one. */
export interface LiteralType {
  readonly kind: "literal";
  readonly values: readonly (string | number | boolean)[];
}

/** `Tier.Free`. The enum is among the model's types. */
export interface EnumMemberType {
  readonly kind: "enumMember";
  readonly name: string;
  readonly member: string;
  readonly value: string | number;
}

/** A template literal type: `` `ORD-${number}` ``. */
export interface TemplateType {
  readonly kind: "template";
  /** Texts as they are, and what stands between them. */
  readonly parts: readonly (string | TemplateHole)[];
  /** An anchored regular expression for the values (ECMA-262, `u` flag). */
  readonly pattern: string;
}

export interface TemplateHole {
  readonly hole: "string" | "number" | "bigint" | "boolean" | readonly (string | number | boolean)[];
}

/** `Ref<Account>`, `RevisionRef<Account>`: the id of a resource, or of one of its revisions. Always indexed. */
export interface ReferenceType {
  readonly kind: "reference";
  /** The name of the model that is referred to. */
  readonly model: string;
  readonly to: "resource" | "revision";
  readonly onDelete: "cascade" | "setNull" | "restrict" | "dangling";
}

export interface ArrayType {
  readonly kind: "array";
  readonly items: Value;
  readonly minItems: number | null;
  readonly maxItems: number | null;
  readonly uniqueItems: boolean;
  /** `readonly string[]`. For the compiler only: the emitted type must equal the model's. */
  readonly readonly: boolean;
}

/** `[number, string?, ...boolean[]]`. */
export interface TupleType {
  readonly kind: "tuple";
  /** An optional one is followed by optional ones only. Labels are for readers: `[x: number]`. */
  readonly items: readonly TupleItem[];
  readonly rest: Value | null;
  readonly readonly: boolean;
}

export interface TupleItem extends Value {
  readonly optional: boolean;
  readonly label: string | null;
}

/** `Record<string, number>`, `{ [key: string]: number }`. */
export interface RecordType {
  readonly kind: "record";
  readonly keys: StringType | TemplateType;
  readonly values: Value;
  readonly readonly: boolean;
}

/** Types that are not all literals: `string | number`, `Card | Iban`. Null is never a member: whoever holds the union is nullable. */
export interface UnionType {
  readonly kind: "union";
  /** Two or more, none of them a union. No value fits two of them in a different way: what is read back is what was written. */
  readonly members: readonly FieldType[];
  /** The field whose literal tells the members apart, when all of them are objects that have one. */
  readonly discriminator: string | null;
}

/** Names a type of the same model, or the model itself. */
export interface NamedRef {
  readonly kind: "named";
  readonly name: string;
}

/** A name stands for one type in the whole project, as it does in the OpenAPI document. */
export type NamedType = ObjectType | AliasType | EnumType;

/**
 * An interface, a class, a type alias or an object literal type with fields; what it inherits is among them. An anonymous one is
 * named after its path: `IssueLocation`; an instance of a generic after its arguments: `PageIssue`.
 */
export interface ObjectType {
  readonly kind: "object";
  readonly name: string;
  readonly fields: readonly Field[];
  /** `[key: string]: number` beside the fields; null when no other key is taken. */
  readonly rest: RecordType | null;
  /** The object types that an intersection joins: `A & B`. For the compiler only: the emitted type must equal the model's. */
  readonly joins: readonly string[];
  readonly doc: string;
}

/** A union of objects that has a name, or a type that holds itself: `type Tree = string | Tree[]`. */
export interface AliasType {
  readonly kind: "alias";
  readonly name: string;
  readonly type: FieldType;
  readonly nullable: boolean;
  readonly doc: string;
}

/** An enum of TypeScript. Nominal, so generated code imports it. */
export interface EnumType {
  readonly kind: "enum";
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly value: string | number }[];
  /** Where it is exported: a file from the project's root, or a package's entry. */
  readonly from: { readonly file: string } | { readonly package: string };
  readonly doc: string;
}
