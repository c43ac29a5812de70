import type { ts } from "ts-morph";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import { syntax } from "./syntax.js";

/** A kind of type that is not part of the model language, and what to write in its place. */
export interface UnsupportedType {
  readonly code: DiagnosticCode;
  readonly what: string;
  readonly help: string;
}

const SUPPORTED = "Use string, number, Int, boolean, Date, literals, lists or plain objects of these.";

const saysTooLittle = (what: string): UnsupportedType => ({
  code: "SPEC2002",
  what,
  help: `Say what the field holds: it can't be checked or described otherwise. ${SUPPORTED}`,
});

const notALanguageType = (what: string, help: string = SUPPORTED): UnsupportedType => ({ code: "SPEC2003", what, help });

const BY_KIND: ReadonlyMap<ts.SyntaxKind, UnsupportedType> = new Map([
  [syntax.SyntaxKind.AnyKeyword, saysTooLittle("`any`")],
  [syntax.SyntaxKind.UnknownKeyword, saysTooLittle("`unknown`")],
  [syntax.SyntaxKind.ObjectKeyword, saysTooLittle("`object`")],
  [syntax.SyntaxKind.NeverKeyword, saysTooLittle("`never`")],
  [syntax.SyntaxKind.VoidKeyword, saysTooLittle("`void`")],
  [
    syntax.SyntaxKind.UndefinedKeyword,
    {
      code: "SPEC2004",
      what: "`undefined`",
      help: "Write `?` behind the field's name if it may be absent, or `| null` if it may be empty.",
    },
  ],
  [syntax.SyntaxKind.BigIntKeyword, notALanguageType("`bigint`", "JSON has no such numbers: use `Int`, or `string` for larger ones.")],
  [syntax.SyntaxKind.SymbolKeyword, notALanguageType("`symbol`")],
  [syntax.SyntaxKind.TupleType, notALanguageType("A tuple", "Use an object with a name for each part, or a list.")],
  [syntax.SyntaxKind.FunctionType, notALanguageType("A function", "A model holds data alone: move the function out of it.")],
  [syntax.SyntaxKind.ConstructorType, notALanguageType("A constructor", "A model holds data alone: move it out.")],
  [
    syntax.SyntaxKind.TemplateLiteralType,
    notALanguageType("A template literal", "Use `string`, or list the values as a union of literals."),
  ],
  [syntax.SyntaxKind.MappedType, notALanguageType("A mapped type", "Write the fields out.")],
  [syntax.SyntaxKind.ConditionalType, notALanguageType("A conditional type", "Write the type that it comes to.")],
  [
    syntax.SyntaxKind.IndexedAccessType,
    notALanguageType("An indexed access", "Give the type a name of its own, and use that in both places."),
  ],
  [syntax.SyntaxKind.TypeQuery, notALanguageType("`typeof`", "Values are never looked at: write the type out.")],
  [syntax.SyntaxKind.TypeOperator, notALanguageType("`keyof` or `unique`", "Write the type out.")],
  [syntax.SyntaxKind.ImportType, notALanguageType("`import()`", "Import the type at the top of the file.")],
  [syntax.SyntaxKind.ThisType, notALanguageType("`this`", "Types that contain themselves are not supported yet.")],
]);

const BY_NAME: ReadonlyMap<string, UnsupportedType> = new Map([
  ["Record", notALanguageType("`Record`", "Write an interface with the fields, or a list of objects with a key and a value.")],
  ["Map", notALanguageType("`Map`", "Use a list of objects with a key and a value.")],
  ["Set", notALanguageType("`Set`", "Use a list.")],
  ["String", notALanguageType("`String`", "Did you mean `string`?")],
  ["Number", notALanguageType("`Number`", "Did you mean `number`?")],
  ["Boolean", notALanguageType("`Boolean`", "Did you mean `boolean`?")],
  ["Object", saysTooLittle("`Object`")],
  ["Function", notALanguageType("`Function`", "A model holds data alone: move the function out of it.")],
  ...["Partial", "Required", "Readonly", "Pick", "Omit", "Exclude", "Extract", "NonNullable"].map(
    (name) => [name, notALanguageType(`\`${name}\``, "Write the fields out in an interface.")] as const,
  ),
  ...["Buffer", "Uint8Array", "ArrayBuffer", "Blob", "File"].map(
    (name) => [name, notALanguageType(`\`${name}\``, "Binary data is not supported yet.")] as const,
  ),
]);

/** What is to be said of a type that is written in a way the reader doesn't know. */
export function unsupportedSyntax(node: ts.TypeNode): UnsupportedType {
  return BY_KIND.get(node.kind) ?? notALanguageType("This type");
}

/** What is to be said of a type that TypeScript knows by name, and the model language doesn't; null for any other name. */
export function unsupportedName(name: string): UnsupportedType | null {
  return BY_NAME.get(name) ?? null;
}
