import type { Field } from "./model.js";

export type FieldType = StringType | NumberType | BooleanType | DateType | LiteralType | ArrayType | ObjectRef;

export interface StringType {
  readonly kind: "string";
  readonly minLength: number | null;
  readonly maxLength: number | null;
}

export interface NumberType {
  readonly kind: "number";
  readonly integer: boolean;
  readonly min: number | null;
  readonly max: number | null;
}

export interface BooleanType {
  readonly kind: "boolean";
}

export interface DateType {
  readonly kind: "date";
}

/** A union of literals, or a single one; in the order of the source. */
export interface LiteralType {
  readonly kind: "literal";
  readonly values: readonly (string | number | boolean)[];
}

export interface ArrayType {
  readonly kind: "array";
  readonly items: FieldType;
  /** `(string | null)[]`. */
  readonly itemsNullable: boolean;
  /** `readonly string[]`. For the compiler only: the emitted type must equal the model's. */
  readonly readonly: boolean;
}

/** Names an `ObjectType` of the same model. */
export interface ObjectRef {
  readonly kind: "object";
  readonly name: string;
}

/** An interface, a type alias or an object literal type. An anonymous one is named after its path: `IssueLocation`. */
export interface ObjectType {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly doc: string;
}
