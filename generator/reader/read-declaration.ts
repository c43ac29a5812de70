import type { ts } from "ts-morph";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** Whether a declaration says all of its shape itself: no type parameters and nothing inherited, which is reported. */
export function isPlainDeclaration(
  node: ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  source: Source,
  reader: Reader,
): boolean {
  const name = node.name?.text ?? "The class";
  const [parameter] = node.typeParameters ?? [];
  if (parameter !== undefined) {
    reader.reports.add("SPEC2010", { source, node: parameter }, `\`${name}\` has type parameters.`, "Write one type for each use.");
  }
  const parent = syntax.isTypeAliasDeclaration(node)
    ? undefined
    : node.heritageClauses?.find(({ token }) => token === syntax.SyntaxKind.ExtendsKeyword);
  if (parent !== undefined) {
    reader.reports.add("SPEC1207", { source, node: parent }, `\`${name}\` extends another type.`, "Write the inherited fields out.");
  }
  return parameter === undefined && parent === undefined;
}
