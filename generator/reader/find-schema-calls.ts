import type { ts } from "ts-morph";
import type { Reader } from "./reader.js";
import { topLevelChains } from "./schema-chain.js";
import type { Source } from "./source.js";
import { SPEC_MODULE } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** The calls of `schema()` in a file, in the order of the source. One that is not at the top level is reported. */
export function findSchemaCalls(source: Source, reader: Reader): readonly ts.CallExpression[] {
  const isSchemaCall = schemaCallTest(source);
  if (isSchemaCall === null) return [];
  const topLevel = new Set<ts.Node>(topLevelChains(source).map(({ head }) => head));
  const calls = [...nodesOfCode(source.tree)].filter(isSchemaCall).sort((a, b) => a.pos - b.pos);
  for (const call of calls.filter((each) => !topLevel.has(each))) {
    const help = 'Write it at the top level and use nothing of what it returns: `export default schema(Issue, "v1");`.';
    reader.reports.add("SPEC1107", { source, node: call.expression }, "`schema()` is called inside of another expression or block.", help);
  }
  return calls;
}

/** Recognises `schema()` however it was imported; null when the file doesn't import it. */
function schemaCallTest({ scope }: Source): ((node: ts.Node) => node is ts.CallExpression) | null {
  const imports = [...scope.imports].filter(([, { specifier }]) => specifier.text === SPEC_MODULE);
  const locals = new Set(imports.filter(([, { name }]) => name === "schema" || name === "schemaOf").map(([local]) => local));
  const namespaces = new Set(imports.filter(([, { name }]) => name === "*").map(([local]) => local));
  if (locals.size + namespaces.size === 0) return null;
  return (node): node is ts.CallExpression => {
    if (!syntax.isCallExpression(node)) return false;
    const callee = node.expression;
    if (syntax.isIdentifier(callee)) return locals.has(callee.text);
    return (
      syntax.isPropertyAccessExpression(callee) &&
      (callee.name.text === "schema" || callee.name.text === "schemaOf") &&
      syntax.isIdentifier(callee.expression) &&
      namespaces.has(callee.expression.text)
    );
  };
}

/** The nodes of the file's statements, without those that hold types and classes alone. With a stack of its own: code may be very deep. */
function* nodesOfCode(tree: ts.SourceFile): Iterable<ts.Node> {
  const left: ts.Node[] = tree.statements.filter(
    (statement) => !syntax.isImportDeclaration(statement) && !syntax.isClassDeclaration(statement),
  );
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    yield node;
    syntax.forEachChild(node, (child) => {
      if (!syntax.isTypeNode(child)) left.push(child);
    });
  }
}
