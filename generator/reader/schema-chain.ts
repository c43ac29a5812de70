import type { ts } from "ts-morph";
import { unwrap } from "./read-constant.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** What stands at the top level of a file and may be a call of `schema()`, with the steps behind it. */
export interface SchemaChain {
  /** `schema(…)`, or anything else. */
  readonly head: ts.Expression;
  /** The calls of `.step(…)`, in their order. */
  readonly steps: readonly ts.CallExpression[];
  /** The name under which the file exports the whole; null when it doesn't. */
  readonly exportName: string | null;
}

/** The expressions at the top level of a file. */
export function topLevelChains(source: Source): readonly SchemaChain[] {
  return source.tree.statements.flatMap((statement): readonly SchemaChain[] => {
    if (syntax.isExportAssignment(statement)) return [readChain(statement.expression, "default")];
    if (syntax.isExpressionStatement(statement)) return [readChain(statement.expression, null)];
    if (!syntax.isVariableStatement(statement)) return [];
    const isExported = statement.modifiers?.some(({ kind }) => kind === syntax.SyntaxKind.ExportKeyword) ?? false;
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (initializer === undefined) return [];
      const local = syntax.isIdentifier(name) ? name.text : "";
      return [readChain(initializer, isExported && local !== "" ? local : exportOf(local, source))];
    });
  });
}

function readChain(expression: ts.Expression, exportName: string | null): SchemaChain {
  const steps: ts.CallExpression[] = [];
  let head = unwrap(expression);
  while (syntax.isCallExpression(head) && syntax.isPropertyAccessExpression(head.expression) && head.expression.name.text === "step") {
    steps.unshift(head);
    head = unwrap(head.expression.expression);
  }
  return { head, steps, exportName };
}

/** The name under which a file exports a variable: `export { issue }`, `export default issue`. */
function exportOf(local: string, { tree, scope }: Source): string | null {
  const named = [...scope.exports].find(([, { name, specifier }]) => name === local && specifier === null);
  if (named !== undefined) return named[0];
  const isDefault = tree.statements.some(
    (statement) => syntax.isExportAssignment(statement) && syntax.isIdentifier(statement.expression) && statement.expression.text === local,
  );
  return isDefault ? "default" : null;
}
