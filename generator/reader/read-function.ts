import type { ts } from "ts-morph";
import { unwrap } from "./read-constant.js";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** Whether an expression is a function, or a name that may be one; anything else is reported. Nothing is run or followed. */
export function isFunction(expression: ts.Expression | ts.MethodDeclaration, what: string, source: Source, reader: Reader): boolean {
  if (syntax.isMethodDeclaration(expression)) return true;
  const node = unwrap(expression);
  if (syntax.isArrowFunction(node) || syntax.isFunctionExpression(node)) return true;
  if (isName(node)) return true;
  reader.reports.add("SPEC1113", { source, node }, `${what} is not a function.`, "Write the function in place, or pass its name.");
  return false;
}

function isName(node: ts.Expression): boolean {
  if (syntax.isPropertyAccessExpression(node)) return isName(node.expression);
  return syntax.isIdentifier(node) && node.text !== "undefined";
}
