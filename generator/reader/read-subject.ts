import type { ts } from "ts-morph";
import type { ModelSubject } from "./read-model-type.js";
import { hasPlainModifiers } from "./read-modifiers.js";
import type { Reader } from "./reader.js";
import { resolveName } from "./resolve-name.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** What a call of `schema()` or `schemaOf()` makes a model of; null when it can't be one, which is reported. */
export function readSubject(call: ts.CallExpression, source: Source, reader: Reader): ModelSubject | null {
  return isSchemaOf(call, source) ? readUnionSubject(call, source, reader) : readClassSubject(call, source, reader);
}

/** Whether the call is one of `schemaOf()`, however that was imported. */
function isSchemaOf({ expression: callee }: ts.CallExpression, { scope }: Source): boolean {
  if (syntax.isPropertyAccessExpression(callee)) return callee.name.text === "schemaOf";
  return syntax.isIdentifier(callee) && scope.imports.get(callee.text)?.name === "schemaOf";
}

/** The class that `schema(Issue, "v1")` names. */
function readClassSubject(call: ts.CallExpression, source: Source, reader: Reader): ModelSubject | null {
  const [argument] = call.arguments;
  const spot = { source, node: argument ?? call };
  if (argument === undefined || !syntax.isIdentifier(argument)) {
    const help = 'Write `schema(Issue, "v1")`, with a class that the file declares.';
    reader.reports.add("SPEC1101", spot, "The first argument of `schema()` is not the name of a class.", help);
    return null;
  }
  const resolved = resolveName(argument, source, reader);
  if (resolved.kind === "reported") return null;
  const declaration = resolved.kind === "declared" ? resolved.declaration : null;
  if (resolved.kind !== "declared" || declaration === null || !syntax.isClassDeclaration(declaration) || declaration.name === undefined) {
    const message = `\`${argument.text}\` is not a class that is declared or imported here.`;
    reader.reports.add("SPEC1101", spot, message, "Pass a class: `export class Issue { … }`.");
    return null;
  }
  const isFirst = !reader.modelClasses.has(declaration);
  reader.modelClasses.add(declaration);
  if (isFirst) return { declaration, name: declaration.name, source: resolved.source };
  reader.reports.add("SPEC1106", spot, `\`${argument.text}\` is passed to \`schema()\` twice.`, "Remove one of the two calls.");
  return null;
}

/** The alias that `schemaOf<Pet>("Pet", "v1")` names. */
function readUnionSubject(call: ts.CallExpression, source: Source, reader: Reader): ModelSubject | null {
  const subject = findAlias(call, source, reader);
  if (subject === null) return null;
  const { declaration, name: { text } } = subject;
  const [name] = call.arguments;
  if (name === undefined || !syntax.isStringLiteralLike(name) || name.text !== text) {
    reader.reports.add("SPEC1101", { source, node: name ?? call }, `The first argument of \`schemaOf()\` is not "${text}".`, UNION_HELP);
  }
  const isFirst = !reader.modelClasses.has(declaration);
  reader.modelClasses.add(declaration);
  if (isFirst) return subject;
  reader.reports.add("SPEC1106", { source, node: call }, `\`${text}\` is passed to \`schemaOf()\` twice.`, "Remove one of the two calls.");
  return null;
}

const UNION_HELP = 'Write `schemaOf<Pet>("Pet", "v1")`, with `export type Pet = Cat | Dog;`.';

function findAlias(call: ts.CallExpression, source: Source, reader: Reader): ModelSubject | null {
  const [node] = call.typeArguments ?? [];
  const isName = node !== undefined && syntax.isTypeReferenceNode(node) && node.typeArguments === undefined;
  const resolved = isName ? resolveName(node.typeName, source, reader) : null;
  if (resolved?.kind === "declared") {
    const { declaration } = resolved;
    const isPlain = syntax.isTypeAliasDeclaration(declaration) && declaration.typeParameters === undefined;
    if (isPlain) return { declaration, name: declaration.name, source: resolved.source };
  }
  if (resolved?.kind === "reported") return null;
  reader.reports.add("SPEC1101", { source, node: node ?? call }, "`schemaOf()` is not given the name of a type alias.", UNION_HELP);
  return null;
}

/** Whether a class has no modifiers that a model can't have. That it isn't exported is reported as well. */
export function isPlainSubject({ declaration, name, source }: ModelSubject, reader: Reader): boolean {
  const isPlain = syntax.isTypeAliasDeclaration(declaration) || hasPlainModifiers(declaration, source, reader);
  const exported = source.scope.exports.get(name.text);
  if (exported === undefined || exported.specifier !== null || exported.name !== name.text) {
    const word = syntax.isClassDeclaration(declaration) ? "class" : "type";
    const help = `Write \`export ${word} ${name.text}\`: generated code imports it by that name.`;
    reader.reports.add("SPEC1105", { source, node: name }, `The model \`${name.text}\` is not exported by its name.`, help);
  }
  return isPlain;
}
