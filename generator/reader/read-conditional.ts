import type { ts } from "ts-morph";
import { isAssignable } from "./assignable.js";
import { joinParts } from "./join-union.js";
import { innerPlace, FAILED, type Part, type Place, type Reader } from "./reader.js";
import { splitPart } from "./split-part.js";
import { syntax } from "./syntax.js";

/** Reads `T extends string ? A : B`, where that can be told. A type parameter that stands alone is asked member by member. */
export function readConditional(node: ts.ConditionalTypeNode, place: Place, reader: Reader): Part {
  const inner = innerPlace(place);
  const checked = reader.readPart(node.checkType, inner);
  if (checked.kind === "failed") return FAILED;
  const parameter = parameterOf(node.checkType, place);
  if (parameter === null) return decide(node, checked, place, reader);
  const parts = splitPart(checked, reader).map((part) => decide(node, part, { ...place, bindings: new Map([...place.bindings, [parameter, part]]) }, reader));
  return parts.length === 1 ? (parts[0] ?? FAILED) : joinParts(parts, node, place, reader);
}

function parameterOf(node: ts.TypeNode, { bindings }: Place): string | null {
  if (!syntax.isTypeReferenceNode(node) || !syntax.isIdentifier(node.typeName)) return null;
  return bindings.has(node.typeName.text) ? node.typeName.text : null;
}

function decide(node: ts.ConditionalTypeNode, checked: Part, place: Place, reader: Reader): Part {
  const inferred = inferItems(node.extendsType, checked);
  if (inferred !== null) return reader.readPart(node.trueType, { ...place, bindings: new Map([...place.bindings, inferred]) });
  const answer = hasInfer(node.extendsType) ? null : fits(node, checked, place, reader);
  if (answer !== null) return reader.readPart(answer ? node.trueType : node.falseType, place);
  reader.reports.add("SPEC2003", { source: place.source, node }, "What this conditional type comes to can't be told.", "Write the type that it comes to.");
  return FAILED;
}

function fits({ extendsType }: ts.ConditionalTypeNode, checked: Part, place: Place, reader: Reader): boolean | null {
  const wanted = reader.readPart(extendsType, innerPlace(place));
  return wanted.kind === "failed" ? null : isAssignable(checked, wanted, reader);
}

/** `T extends (infer Item)[]` of a list. */
function inferItems(node: ts.TypeNode, checked: Part): [string, Part] | null {
  const items = itemsOf(node);
  if (items === null || !syntax.isInferTypeNode(items) || checked.kind !== "value" || checked.value.type.kind !== "array") return null;
  const { type, nullable } = checked.value.type.items;
  return [items.typeParameter.name.text, { kind: "value", value: { type, nullable, index: false, unique: false } }];
}

function itemsOf(node: ts.TypeNode): ts.TypeNode | null {
  if (syntax.isArrayTypeNode(node)) return syntax.isParenthesizedTypeNode(node.elementType) ? node.elementType.type : node.elementType;
  const isList = syntax.isTypeReferenceNode(node) && syntax.isIdentifier(node.typeName) && ["Array", "ReadonlyArray"].includes(node.typeName.text);
  return isList ? (node.typeArguments?.[0] ?? null) : null;
}

function hasInfer(node: ts.Node): boolean {
  return syntax.isInferTypeNode(node) || (syntax.forEachChild(node, (child) => (hasInfer(child) ? true : undefined)) ?? false);
}
