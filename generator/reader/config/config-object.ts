import type { ts } from "ts-morph";
import { findNotConstants, notConstantMessage, readConstant, unwrap, type PropertyReading } from "../read-constant.js";
import type { Reports } from "../reports.js";
import type { Source } from "../source.js";
import { syntax } from "../syntax.js";
import { CONFIG_FILE } from "./config-file.js";

/** What the config file exports, as far as it is constants; anything else is reported. */
export function readConfigObject(source: Source, reports: Reports): { readonly node: ts.Node; readonly properties: readonly PropertyReading[] } | null {
  const exported = source.tree.statements.find((statement) => syntax.isExportAssignment(statement) && statement.isExportEquals !== true);
  const expression = exported !== undefined && syntax.isExportAssignment(exported) ? configObject(exported.expression, source) : null;
  if (expression === null) {
    const node = exported ?? { pos: 0, end: 0 };
    const help = 'Write `export default defineConfig({ models: "models" });`, with `defineConfig` imported from "specstar".';
    reports.add("SPEC4001", { source, node }, `\`${CONFIG_FILE}\` doesn't export a plain object as its default.`, help);
    return null;
  }
  const reading = readConstant(expression);
  for (const part of findNotConstants(reading)) {
    reports.add("SPEC4001", { source, node: part.node }, `${notConstantMessage(part, source)}.`, part.help);
  }
  const properties = reading.kind === "object" ? reading.properties.filter(({ value }) => findNotConstants(value).length === 0) : [];
  return { node: reading.node, properties };
}

/** The object in `defineConfig({…})`, or the object alone. */
function configObject(exported: ts.Expression, { scope }: Source): ts.Expression | null {
  const expression = unwrap(exported);
  if (syntax.isObjectLiteralExpression(expression)) return expression;
  if (!syntax.isCallExpression(expression) || !syntax.isIdentifier(expression.expression) || expression.arguments.length !== 1) return null;
  const imported = scope.imports.get(expression.expression.text);
  if (imported?.specifier.text !== "specstar" || imported.name !== "defineConfig") return null;
  const [argument] = expression.arguments;
  return argument !== undefined && syntax.isObjectLiteralExpression(unwrap(argument)) ? argument : null;
}
