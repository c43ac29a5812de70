/** What a random field is: enough to write its type, to make values of it, and to make values that are none. */
export type Shape =
  | { readonly kind: "string"; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "number"; readonly integer: boolean; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "boolean" | "date" | "bigint" | "decimal" | "uuid" | "unknown" }
  | { readonly kind: "text"; readonly of: TextKind }
  | { readonly kind: "literal"; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "array"; readonly items: Slot; readonly min: number | null; readonly max: number | null; readonly isUnique: boolean }
  | { readonly kind: "tuple"; readonly items: readonly Slot[]; readonly optional: number; readonly rest: Slot | null }
  | { readonly kind: "record"; readonly values: Slot }
  | { readonly kind: "object"; readonly fields: readonly Property[]; readonly form: ObjectForm }
  | { readonly kind: "tagged"; readonly members: readonly (readonly Property[])[] }
  | { readonly kind: "tree"; readonly node: Slot };

/** How an object type is written: with a name or not, as a part of another, from two parents, out of an instance of a generic. */
export type ObjectForm = "inline" | "interface" | "partial" | "pick" | "omit" | "extends" | "joined" | "generic";

export type TextKind = keyof typeof TEXTS;

/** A type, and whether null goes as well. */
export interface Slot {
  readonly shape: Shape;
  readonly isNullable: boolean;
}

export interface Property extends Slot {
  readonly name: string;
  readonly isOptional: boolean;
}

/** Texts with a meaning: their type, some of their values, and texts that are none. */
export const TEXTS = {
  code: { type: 'string & Pattern<"^[A-Z]{2}\\\\d+$">', good: ["AB1", "ZZ999"], bad: ["", "ab1", "AB", "AB1x"] },
  email: { type: 'string & Format<"email">', good: ["a@b.example", "joe.bloggs@example.com"], bad: ["", "a", "a@"] },
  day: { type: 'string & Format<"date">', good: ["2024-02-29", "1999-12-31"], bad: ["2023-02-29", "2024-1-1", "x"] },
  address: { type: 'string & Format<"ipv4">', good: ["127.0.0.1", "255.255.255.255"], bad: ["256.0.0.1", "1.2.3", "::1"] },
  order: { type: "`ORD-${number}`", good: ["ORD-1", "ORD-42"], bad: ["ord-1", "ORD-", "ORD-x"] },
  path: { type: "`/${string}`", good: ["/", "/a/b"], bad: ["", "a/"] },
  shade: { type: '`${"light" | "dark"}-${Uppercase<"red" | "blue">}`', good: ["light-RED", "dark-BLUE"], bad: ["light-red", "dim-RED"] },
} as const;
