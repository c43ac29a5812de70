import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { ReferenceType } from "../ir/type.js";
import { constantName } from "./read-constant.js";
import { readLiteralArgument } from "./read-marker.js";
import { FAILED, type Part, type Place, type Reader } from "./reader.js";
import { resolveName, type Resolved } from "./resolve-name.js";
import { isOneOf } from "./spec-exports.js";
import { syntax } from "./syntax.js";

const ON_DELETE = ["cascade", "setNull", "restrict", "dangling"] as const;

type OnDelete = ReferenceType["onDelete"];

/** Reads `Ref<Account, { onDelete: "setNull" }>`. Whether the class is a model shows when all files have been read. */
export function readReferenceType(name: "Ref" | "RevisionRef", node: ts.TypeReferenceNode, place: Place, reader: Reader): Part {
  const { source } = place;
  const [target, options, ...more] = node.typeArguments ?? [];
  if (target === undefined || more.length > 0) {
    const help = `Write \`${name}<Account>\` or \`${name}<Account, { onDelete: "cascade" }>\`.`;
    reader.reports.add("SPEC2114", { source, node }, `\`${name}\` takes a model, and options if need be.`, help);
    return FAILED;
  }
  const model = readTarget(name, target, place, reader);
  const onDelete = options === undefined ? "restrict" : readOnDelete(options, place, reader);
  if (model === null || onDelete === null) return FAILED;
  const type: ReferenceType = { kind: "reference", model, to: name === "Ref" ? "resource" : "revision", onDelete };
  return { kind: "value", value: { type, nullable: false, index: false, unique: false } };
}

/** The name of the model that a reference leads to. */
function readTarget(name: string, node: ts.TypeNode, { source }: Place, reader: Reader): string | null {
  const resolved: Resolved | null =
    syntax.isTypeReferenceNode(node) && node.typeArguments === undefined ? resolveName(node.typeName, source, reader) : null;
  if (resolved?.kind === "reported") return null;
  const declared = resolved?.kind === "declared" ? resolved : null;
  const model = declared?.declaration.name?.text;
  if (declared === null || model === undefined) {
    const text = source.tree.text.slice(node.getStart(source.tree), node.end);
    const help = `Write the name of a class that is passed to \`schema()\`: \`${name}<Account>\`.`;
    const hint = didYouMean(text, [...source.scope.declarations.keys(), ...source.scope.imports.keys()]);
    reader.reports.add("SPEC2113", { source, node }, `\`${text}\` is not a model that is declared or imported here.`, help + hint);
    return null;
  }
  reader.targets.push({ declaration: declared.declaration, declaredIn: declared.source, source, node });
  return model;
}

function readOnDelete(options: ts.TypeNode, place: Place, reader: Reader): OnDelete | null {
  const { source } = place;
  const refuse = (node: ts.Node, message: string, help: string): null => {
    reader.reports.add("SPEC2114", { source, node }, message, help);
    return null;
  };
  if (!syntax.isTypeLiteralNode(options)) {
    return refuse(options, "The options of a reference are not an object type.", 'Write `{ onDelete: "cascade" }`.');
  }
  let onDelete: OnDelete = "restrict";
  for (const member of options.members) {
    const name = member.name === undefined ? null : constantName(member.name);
    if (name !== "onDelete" || !syntax.isPropertySignature(member) || member.type === undefined) {
      return refuse(member, "A reference has no such option.", `The one option is \`onDelete\`.${didYouMean(name ?? "", ["onDelete"])}`);
    }
    const value = readLiteralArgument(member.type, place, reader);
    if (value === "failed") return null;
    const text = typeof value.literal === "string" ? value.literal : "";
    if (!isOneOf(ON_DELETE, text)) {
      const help = `It is one of ${ON_DELETE.map((each) => `"${each}"`).join(", ")}.${didYouMean(text, ON_DELETE)}`;
      return refuse(member.type, "The value of `onDelete` is not known.", help);
    }
    onDelete = text;
  }
  return onDelete;
}
