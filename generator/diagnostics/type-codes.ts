import type { CatalogueEntry } from "./catalogue.js";

/** SPEC2xxx: types (20) and markers (21). */
export const TYPE_CODES = {
  SPEC2001: {
    severity: "error",
    title: "Unknown type",
    cause: "The name of the type is neither declared in the file, imported, nor part of the language.",
    fix: "Declare it, import it or correct it.",
  },
  SPEC2002: {
    severity: "error",
    title: "Type that says too little",
    cause: "`any`, `object`, `never`, `void` and lists without the type of their items can not be checked, documented or searched.",
    fix: "Say what the field holds, or write `unknown` for any JSON value.",
  },
  SPEC2003: {
    severity: "error",
    title: "Type that is not part of the model language",
    cause: "Functions, symbols, `Map`, `Set`, `Promise`, bytes and the like have no JSON; conditional types and keys are read only where they can be told.",
    fix: "Use what the help names, or write the type out that it comes to.",
  },
  SPEC2004: {
    severity: "error",
    title: "`undefined` in a type",
    cause: "JSON has no `undefined`: a field is absent, or it is null. Only the type of an optional field may have it, where it says nothing new.",
    fix: "Write `?` behind the name of the field, or `| null` in the type.",
  },
  SPEC2005: {
    severity: "error",
    title: "Union that can not be read back",
    cause: "A `Date` and a `bigint` are text in JSON: beside other text, or in objects that nothing tells apart, what is read back could be another value than what was written.",
    fix: "Tell the members apart by a field of its own literal in each, or keep one of them.",
  },
  SPEC2006: {
    severity: "error",
    title: "Intersection that can not be joined",
    cause: "`&` joins a type and markers, or object types that agree in their common fields. Brands say nothing of the values.",
    fix: "Use the plain type, or leave the field out of one of the two with `Omit`.",
  },
  SPEC2007: {
    severity: "error",
    title: "Enum that can not be imported",
    cause: "Enums are nominal, so that generated code imports them: they are exported, under their own name, at the top level of their file.",
    fix: "Write `export enum`.",
  },
  SPEC2008: {
    severity: "error",
    title: "Model as the type of a field",
    cause: "A class that is passed to `schema()` has resources of its own, and is referred to. A model may contain itself.",
    fix: "Write `Ref<Account>`, or declare an interface for a value that belongs to the model alone.",
  },
  SPEC2009: {
    severity: "error",
    title: "Type without an end",
    cause: "A type is nothing but itself, extends itself, or grows whenever it is used; types that merely contain themselves are fine.",
    fix: "Say what it holds, and let a generic type use itself with its own parameters alone.",
  },
  SPEC2010: {
    severity: "error",
    title: "Type arguments",
    cause: "A generic type has too few type arguments or too many, or a model has type parameters.",
    fix: "Give as many as the declaration has parameters without a default.",
  },
  SPEC2011: {
    severity: "error",
    title: "Object type without fields",
    cause: "An empty object type holds nothing that could be checked.",
    fix: "Write its fields, or `unknown` for any JSON value.",
  },
  SPEC2012: {
    severity: "error",
    title: "Type is declared more than once",
    cause: "Interfaces of one name are merged, as are the blocks of an enum; other declarations of one name are not.",
    fix: "Rename one of them, or put all into one declaration.",
  },
  SPEC2013: {
    severity: "error",
    title: "Literal is in the union twice",
    cause: "The same value is listed twice.",
    fix: "Remove one of the two.",
  },
  SPEC2014: {
    severity: "error",
    title: "Type is only `null`",
    cause: "A field, or the items of a list, can hold nothing but null.",
    fix: "Add the type of the value: `string | null`.",
  },
  SPEC2015: {
    severity: "error",
    title: "Part that the type doesn't have",
    cause: "An indexed access, a member of an enum, or `Pick` and the like name a field, an item or a member that is not there.",
    fix: "Correct the name.",
  },
  SPEC2016: {
    severity: "error",
    title: "Value of a member of an enum",
    cause: "The value is neither written out nor computed from constants, and models are never run.",
    fix: 'Write it out: `Free = "free"`.',
  },
  SPEC2017: {
    severity: "error",
    title: "`typeof` of what can't be read",
    cause: "`typeof` names no constant, or one whose value is known only when it runs.",
    fix: 'Write the constant out: `const LEVELS = ["low", "high"] as const;`.',
  },
  SPEC2101: {
    severity: "error",
    title: "Marker on the wrong type",
    cause:
      "`MinLength`, `MaxLength`, `Pattern` and `Format` limit text, `Min` and `Max` numbers, `MinItems`, `MaxItems` and `UniqueItems` lists; `DisplayName` fits text; `Index` and `Unique` fit text, numbers, booleans, dates and literals of one type.",
    fix: "Remove the marker, or correct the type.",
  },
  SPEC2102: {
    severity: "error",
    title: "Argument of a marker",
    cause:
      "Limits take one number that is written out, a count a whole number from 0; `Pattern` takes a regular expression that compiles with the `u` flag, `Format` a format that is known. Other markers take nothing.",
    fix: "Correct the argument: `MaxLength<200>`, `Format<\"email\">`.",
  },
  SPEC2103: {
    severity: "error",
    title: "Marker is given twice",
    cause: "The same marker stands on a type twice, once perhaps through a type alias.",
    fix: "Keep one of the two.",
  },
  SPEC2104: {
    severity: "error",
    title: "Limits that contradict each other",
    cause: "No value meets both limits: `Min` and `Max`, `MinLength` and `MaxLength`, `MinItems` and `MaxItems`.",
    fix: "Correct one of them.",
  },
  SPEC2105: {
    severity: "error",
    title: "Marker on a part of a union",
    cause: "A marker holds for the whole field, not for one literal of it.",
    fix: 'Put the union into parentheses: `("a" | "b") & Index`.',
  },
  SPEC2107: {
    severity: "error",
    title: "Marker without a type",
    cause: "A marker alone, or as a member of a union, erases to `unknown`.",
    fix: "Join it to a type with `&`: `string & Index`.",
  },
  SPEC2108: {
    severity: "error",
    title: "Marker that only a model's own field has",
    cause: "`ReadOnly`, `WriteOnly`, `DisplayName` and `@internal` are said of a whole field of a model, not of what is inside of its value.",
    fix: "Put the marker on the model's field, or take it away.",
  },
  SPEC2109: {
    severity: "error",
    title: "Unique value inside of a list",
    cause: "A list, a tuple or a record gives one resource many values, and a unique index compares one value of each.",
    fix: "Use `Index`, or `UniqueItems` for values that don't repeat within one list.",
  },
  SPEC2110: {
    severity: "error",
    title: "Index in a type that contains itself",
    cause: "Each depth of such a value would need a column of its own. References are indexed always.",
    fix: "Take the marker away; in place of a reference, keep the id as a plain `string`.",
  },
  SPEC2111: {
    severity: "error",
    title: "Index over values of several types",
    cause: "Members of a union, or items of a tuple, index values of several types under one path, and one column can't hold both.",
    fix: "Give both the same type, rename one, or take an index away.",
  },
  SPEC2112: {
    severity: "error",
    title: "Several display names",
    cause: "A resource is shown to people by one field.",
    fix: "Take `DisplayName` away from all fields but one.",
  },
  SPEC2113: {
    severity: "error",
    title: "Reference to what is no model",
    cause: "`Ref` and `RevisionRef` name a class that the project passes to `schema()`.",
    fix: "Pass the class to `schema()`, or correct the name.",
  },
  SPEC2114: {
    severity: "error",
    title: "Arguments of a reference",
    cause: "A reference takes a model, and an object type with `onDelete`: \"cascade\", \"setNull\", \"restrict\" or \"dangling\".",
    fix: 'Write `Ref<Account, { onDelete: "cascade" }>`.',
  },
  SPEC2115: {
    severity: "error",
    title: "`setNull` where null is not allowed",
    cause: "When the other resource is deleted, the reference is to become null, and its type doesn't take null.",
    fix: "Add `| null` to the type, or choose another `onDelete`.",
  },
  SPEC2116: {
    severity: "error",
    title: "Too many indexed fields",
    cause: "Every indexed field is a column, and each use of an object type has its own.",
    fix: "Take indexes away from what isn't searched by.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
