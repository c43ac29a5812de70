import type { ts } from "ts-morph";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

const REFUSED: ReadonlySet<ts.SyntaxKind> = new Set([
  syntax.SyntaxKind.StaticKeyword,
  syntax.SyntaxKind.PrivateKeyword,
  syntax.SyntaxKind.ProtectedKeyword,
  syntax.SyntaxKind.AbstractKeyword,
  syntax.SyntaxKind.AccessorKeyword,
]);

/** Whether a field has nothing before its name but what a model's field can have; the rest is reported. */
export function isPlainField(node: ts.PropertyDeclaration | ts.PropertySignature, source: Source, reader: Reader): boolean {
  if (syntax.isPrivateIdentifier(node.name)) {
    reader.reports.add(
      "SPEC1205",
      { source, node: node.name },
      `\`${node.name.text}\` is private.`,
      "Remove the `#`: a model's fields are all public.",
    );
    return false;
  }
  return hasPlainModifiers(node, source, reader);
}

/** Whether a class or a field has no decorator and no modifier that the model language lacks; each is reported. */
export function hasPlainModifiers(
  node: ts.ClassDeclaration | ts.PropertyDeclaration | ts.PropertySignature,
  source: Source,
  reader: Reader,
): boolean {
  const problems = node.modifiers?.filter((modifier) => syntax.isDecorator(modifier) || REFUSED.has(modifier.kind)) ?? [];
  for (const modifier of problems) {
    const spot = { source, node: modifier };
    if (syntax.isDecorator(modifier)) {
      reader.reports.add(
        "SPEC1206",
        spot,
        "Models have no decorators.",
        "Say it with a type, such as `string & Index`; the file is never run.",
      );
    } else {
      const word = syntax.tokenToString(modifier.kind) ?? "";
      reader.reports.add("SPEC1205", spot, `\`${word}\` has no place in a model.`, `Remove \`${word}\`: a model is plain public data.`);
    }
  }
  return problems.length === 0;
}

export function hasModifier(node: ts.PropertyDeclaration | ts.PropertySignature, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

/** Whether a member of any kind has a modifier. */
export function hasModifierOf(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return syntax.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}
