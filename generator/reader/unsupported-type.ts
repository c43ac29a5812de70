import type { ts } from "ts-morph";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import { syntax } from "./syntax.js";

/** A kind of type that is not part of the model language, and what to write in its place. */
export interface UnsupportedType {
  readonly code: DiagnosticCode;
  readonly what: string;
  readonly help: string;
}

const saysTooLittle = (what: string, help = "Say what the field holds, or write `unknown` for any JSON value."): UnsupportedType => ({ code: "SPEC2002", what, help });

const notALanguageType = (what: string, help: string): UnsupportedType => ({ code: "SPEC2003", what, help });

const DATA_ALONE = "A model holds data alone: move the function out of it.";
const BYTES = "Use `Binary` for a file, or `string` for a few bytes in base64.";
const LIST = "Use a list: `string[]`, with `UniqueItems` if no item repeats.";
const RESULT = "Write the type that it comes to: values are never computed.";

const BY_KIND: ReadonlyMap<ts.SyntaxKind, UnsupportedType> = new Map([
  [syntax.SyntaxKind.AnyKeyword, saysTooLittle("`any`")],
  [syntax.SyntaxKind.ObjectKeyword, saysTooLittle("`object`", "Write the object's fields, or `Record<string, unknown>` for any of them.")],
  [syntax.SyntaxKind.VoidKeyword, saysTooLittle("`void`", "Leave the field out, or write `?` behind its name.")],
  [syntax.SyntaxKind.SymbolKeyword, notALanguageType("`symbol`", "Use a literal: `\"open\"`. A symbol has no JSON.")],
  [syntax.SyntaxKind.FunctionType, notALanguageType("A function", DATA_ALONE)],
  [syntax.SyntaxKind.ConstructorType, notALanguageType("A constructor", DATA_ALONE)],
  [syntax.SyntaxKind.TypeOperator, notALanguageType("`unique symbol`, or `readonly` of what is no list,", "Write the type out.")],
  [syntax.SyntaxKind.LiteralType, notALanguageType("A literal of this kind", "Use text, a number, true or false; a larger number is a `bigint`.")],
  [syntax.SyntaxKind.ThisType, notALanguageType("`this`", "Name the type: types may contain themselves.")],
  [syntax.SyntaxKind.TypePredicate, notALanguageType("A type predicate", DATA_ALONE)],
  [syntax.SyntaxKind.InferType, notALanguageType("`infer`", RESULT)],
]);

const each = (names: string, help: string): readonly (readonly [string, UnsupportedType])[] => names.split(" ").map((name) => [name, notALanguageType(`\`${name}\``, help)]);

const BY_NAME: ReadonlyMap<string, UnsupportedType> = new Map([
  ...each("Map ReadonlyMap WeakMap", "Use `Record<string, number>`, or a list of objects with a key and a value."),
  ...each("Set ReadonlySet WeakSet Iterable Iterator Generator ArrayLike", LIST),
  ...each("Promise PromiseLike Awaited", "Write the type that it resolves to: a resource is stored when it is there."),
  ...each("Parameters ReturnType InstanceType ConstructorParameters ThisType ThisParameterType OmitThisParameter", RESULT),
  ...each("String", "Did you mean `string`?"),
  ...each("Number", "Did you mean `number`?"),
  ...each("Boolean", "Did you mean `boolean`?"),
  ...each("BigInt", "Did you mean `bigint`?"),
  ...each("Symbol", "A symbol has no JSON: use a literal."),
  ...each("RegExp", "Keep its source as text: `string & Format<\"regex\">`."),
  ...each("URL", "Keep it as text: `string & Format<\"uri\">`."),
  ...each("Error", "Keep what it says as text: `string`."),
  ...each("Function CallableFunction NewableFunction", DATA_ALONE),
  ...each("Buffer ArrayBuffer ArrayBufferLike DataView Blob File ReadableStream", BYTES),
  ...each("Uint8Array Uint8ClampedArray Int8Array", BYTES),
  ...each("Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array", "Use a list of numbers: `number[]`."),
  ["Object", saysTooLittle("`Object`")],
]);

/** What is to be said of a type that is written in a way the reader doesn't know. */
export function unsupportedSyntax(node: ts.TypeNode): UnsupportedType {
  return BY_KIND.get(node.kind) ?? notALanguageType("This type", "Use the types of the model language.");
}

/** What is to be said of a type that TypeScript knows by name, and the model language doesn't; null for any other name. */
export function unsupportedName(name: string): UnsupportedType | null {
  return BY_NAME.get(name) ?? null;
}
