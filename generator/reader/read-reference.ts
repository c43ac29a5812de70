import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { readDeclared } from "./read-declared.js";
import { GLOBAL_TYPES } from "./global-types.js";
import { readGlobalType } from "./read-global-type.js";
import { readSpecType } from "./read-spec-type.js";
import { FAILED, type Part, type Place, type Reader, type Reference } from "./reader.js";
import { resolveImport, resolveName, type Resolved } from "./resolve-name.js";
import type { Source } from "./source.js";
import { MARKER_NAMES, SPEC_EXPORTS, SPEC_MODULE, SPEC_TYPES } from "./spec-exports.js";
import { syntax } from "./syntax.js";
import { unsupportedName } from "./unsupported-type.js";

const KNOWN_TYPES = ["string", "number", "boolean", "Date", ...SPEC_TYPES, ...MARKER_NAMES];

/** Reads a type that is given by its name: a parameter, a marker, one that the project declares, or one of the language. */
export function readReference(reference: Reference, place: Place, reader: Reader): Part {
  const { name } = reference;
  const bound = syntax.isIdentifier(name) ? place.bindings.get(name.text) : undefined;
  if (bound !== undefined) return bound;
  return readResolved(resolveName(name, place.source, reader), reference, place, reader);
}

function readResolved(resolved: Resolved, reference: Reference, place: Place, reader: Reader): Part {
  const { name, args, node } = reference;
  switch (resolved.kind) {
    case "spec":
      return syntax.isTypeReferenceNode(node) ? readSpecType(resolved.name, node, place, reader) : refuseSpecType(resolved.name, node, place, reader);
    case "declared":
      return readDeclared(resolved, { node, args, place }, reader);
    case "value":
      return refuseValue(name, node, place, reader);
    case "unknown":
      return readGlobal(reference, place, reader);
    case "reported":
      return FAILED;
  }
}

/** `import("./address.js").Address`. */
export function readImportType(node: ts.ImportTypeNode, place: Place, reader: Reader): Part {
  const { argument, qualifier, isTypeOf } = node;
  const specifier = syntax.isLiteralTypeNode(argument) && syntax.isStringLiteral(argument.literal) ? argument.literal : null;
  if (specifier === null || qualifier === undefined || isTypeOf) {
    const help = 'Name the type: `import("./address.js").Address`.';
    reader.reports.add("SPEC2003", { source: place.source, node }, "A whole module can't be the type of a field.", help);
    return FAILED;
  }
  const [first, ...path] = identifiersOf(qualifier);
  if (first === undefined) return FAILED;
  const resolved = resolveImport({ name: first.text, path, specifier, node: first }, place.source, reader);
  return readResolved(resolved, { name: qualifier, args: node.typeArguments ?? [], node }, place, reader);
}

function identifiersOf(name: ts.EntityName): readonly ts.Identifier[] {
  return syntax.isIdentifier(name) ? [name] : [...identifiersOf(name.left), name.right];
}

function refuseSpecType(name: string, node: ts.Node, { source }: Place, reader: Reader): Part {
  reader.reports.add("SPEC2003", { source, node }, `\`${name}\` can't stand here.`, "Import it at the top of the file, and use it as the type of a field.");
  return FAILED;
}

function readGlobal(reference: Reference, place: Place, reader: Reader): Part {
  const { source } = place;
  const { node } = reference;
  const name = source.tree.text.slice(reference.name.getStart(source.tree), reference.name.end);
  const known = readGlobalType({ ...reference, name }, place, reader);
  if (known !== null) return known;
  const unsupported = unsupportedName(name);
  if (unsupported !== null) {
    reader.reports.add(unsupported.code, { source, node }, `${unsupported.what} can't be the type of a field.`, unsupported.help);
  } else {
    const message = `The type \`${name}\` is neither declared nor imported.`;
    reader.reports.add("SPEC2001", { source, node: reference.name }, message, unknownHelp(name, source));
  }
  return FAILED;
}

function refuseValue(name: ts.EntityName, node: ts.Node, { source }: Place, reader: Reader): Part {
  const text = source.tree.text.slice(name.getStart(source.tree), name.end);
  reader.reports.add("SPEC2001", { source, node }, `\`${text}\` is a value, not a type.`, `Did you mean \`typeof ${text}\`?`);
  return FAILED;
}

function unknownHelp(name: string, { scope }: Source): string {
  if (SPEC_EXPORTS.includes(name)) return `Import it: \`import type { ${name} } from "${SPEC_MODULE}";\`.`;
  const hint = didYouMean(name, [...scope.declarations.keys(), ...scope.imports.keys(), ...KNOWN_TYPES, ...GLOBAL_TYPES]);
  return `Declare it, import it, or correct the name.${hint}`;
}
