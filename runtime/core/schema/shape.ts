import type { z } from "zod";

type Schema = z.core.$ZodType;

/** What a value of a schema is made of, whatever zod calls it. */
export type Shape =
  | ObjectShape
  | { readonly kind: "list"; readonly items: Schema }
  | { readonly kind: "tuple"; readonly items: readonly Schema[]; readonly rest: Schema | null }
  | { readonly kind: "record"; readonly values: Schema }
  | UnionShape
  /** `json` is any JSON value; `plain` is the same in JSON as in TypeScript, and has no parts. */
  | { readonly kind: "date" | "bigint" | "json" | "plain" };

export interface ObjectShape {
  readonly kind: "object";
  readonly fields: Readonly<Record<string, Schema>>;
  readonly rest: Schema | null;
  /** Given when it is a `Binary`: what is known of a blob. */
  readonly isBinary?: true;
}

/** A type that is declared elsewhere: its shape is known when all schemas are. */
export interface LazyShape {
  readonly kind: "lazy";
  readonly declared: () => Schema;
}

export interface UnionShape {
  readonly kind: "union";
  readonly members: readonly Schema[];
  /** The member that a value is of, in JSON or as it is in TypeScript; the one that it was meant for when it fits none. */
  readonly memberOf: (value: unknown) => Schema | undefined;
}
