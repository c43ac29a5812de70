/** The types of the language that have arguments, by what is done with them. */
export const OBJECT_UTILITIES = ["Partial", "Required", "Readonly", "Pick", "Omit"] as const;
export const UNION_UTILITIES = ["Exclude", "Extract", "NonNullable", "NoInfer"] as const;
export const TEXT_UTILITIES = ["Uppercase", "Lowercase", "Capitalize", "Uncapitalize"] as const;

export type ObjectUtility = (typeof OBJECT_UTILITIES)[number];
export type UnionUtility = (typeof UNION_UTILITIES)[number];
export type TextUtility = (typeof TEXT_UTILITIES)[number];

/** The types that the language declares itself and that a field can have. */
export const GLOBAL_TYPES: readonly string[] = ["Date", "Array", "ReadonlyArray", "Record", ...OBJECT_UTILITIES, ...UNION_UTILITIES, ...TEXT_UTILITIES];

/** How many arguments each takes. */
export const ARITY: Readonly<Record<ObjectUtility | UnionUtility | TextUtility, 1 | 2>> = {
  Partial: 1,
  Required: 1,
  Readonly: 1,
  Pick: 2,
  Omit: 2,
  Exclude: 2,
  Extract: 2,
  NonNullable: 1,
  NoInfer: 1,
  Uppercase: 1,
  Lowercase: 1,
  Capitalize: 1,
  Uncapitalize: 1,
};

/** Whether a name is one of a list. */
export function isIn<Name extends string>(name: string, names: readonly Name[]): name is Name {
  return names.some((each) => each === name);
}
