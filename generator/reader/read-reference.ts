import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { FieldType } from "../ir/type.js";
import { isPlainDeclaration } from "./read-declaration.js";
import { readObjectType } from "./read-object.js";
import { readSpecType } from "./read-spec-type.js";
import { FAILED, type Part, type Place, type Reader } from "./reader.js";
import { resolveName, type Resolved } from "./resolve-name.js";
import type { Declaration } from "./scope.js";
import type { Source } from "./source.js";
import { MARKER_NAMES, SPEC_EXPORTS, SPEC_MODULE, SPEC_TYPES } from "./spec-exports.js";
import { unsupportedName } from "./unsupported-type.js";
import { syntax } from "./syntax.js";

const KNOWN_TYPES = ["string", "number", "boolean", "Date", ...SPEC_TYPES, ...MARKER_NAMES];

/** Reads a type that is given by its name: a marker, `Date`, or one that the project declares. */
export function readReference(node: ts.TypeReferenceNode, place: Place, reader: Reader): Part {
  const resolved = resolveName(node.typeName, place.source, reader);
  switch (resolved.kind) {
    case "spec":
      return readSpecType(resolved.name, node, place, reader);
    case "declared":
      return readDeclared(resolved, node, place, reader);
    case "unknown":
      return readGlobal(node, place, reader);
    case "reported":
      return FAILED;
  }
}

/** A type without parameters. */
function readNamed(type: FieldType, node: ts.TypeReferenceNode, { source }: Place, reader: Reader): Part {
  if (node.typeArguments === undefined) return { kind: "value", value: { type, nullable: false, index: false, unique: false } };
  reader.reports.add("SPEC2010", { source, node }, "The type takes no arguments.", "Remove what is between `<` and `>`.");
  return FAILED;
}

function readGlobal(node: ts.TypeReferenceNode, place: Place, reader: Reader): Part {
  const { source } = place;
  const name = source.tree.text.slice(node.typeName.getStart(source.tree), node.typeName.end);
  if (name === "Date") return readNamed({ kind: "date" }, node, place, reader);
  const unsupported = unsupportedName(name);
  if (unsupported !== null) {
    reader.reports.add(unsupported.code, { source, node }, `${unsupported.what} can't be the type of a field.`, unsupported.help);
  } else {
    reader.reports.add(
      "SPEC2001",
      { source, node: node.typeName },
      `The type \`${name}\` is neither declared nor imported.`,
      unknownHelp(name, source),
    );
  }
  return FAILED;
}

function unknownHelp(name: string, { scope }: Source): string {
  if (SPEC_EXPORTS.includes(name)) return `Import it: \`import type { ${name} } from "${SPEC_MODULE}";\`.`;
  const hint = didYouMean(name, [...scope.declarations.keys(), ...scope.imports.keys(), ...KNOWN_TYPES]);
  return `Declare it, import it, or correct the name.${hint}`;
}

type Declared = Resolved & { readonly kind: "declared" };

function readDeclared({ declaration, source }: Declared, node: ts.TypeReferenceNode, place: Place, reader: Reader): Part {
  const name = declaration.name?.text ?? "";
  const spot = { source: place.source, node };
  if (node.typeArguments !== undefined) {
    reader.reports.add("SPEC2010", spot, `\`${name}\` is used with type arguments.`, "Write one type for each use.");
    return FAILED;
  }
  if (reader.declared.get(declaration) === "being read") {
    reader.reports.add(
      "SPEC2009",
      spot,
      `\`${name}\` contains itself.`,
      "Recursive types are not supported yet: keep the other one's id instead.",
    );
    return FAILED;
  }
  return readDeclaration(declaration, { place: { source, path: [name], depth: place.depth }, spot }, reader);
}

interface Use {
  readonly place: Place;
  readonly spot: { readonly source: Source; readonly node: ts.Node };
}

function readDeclaration(declaration: Declaration, { place, spot }: Use, reader: Reader): Part {
  if (syntax.isInterfaceDeclaration(declaration)) return readObjectType(declaration, place, reader);
  if (syntax.isTypeAliasDeclaration(declaration)) return readAlias(declaration, place, reader);
  if (syntax.isEnumDeclaration(declaration)) {
    const help = 'Use a union of literals: `"free" | "pro"`. An enum is code, and models are types alone.';
    reader.reports.add("SPEC2007", spot, `\`${place.path[0]}\` is an enum.`, help);
    return FAILED;
  }
  reader.reports.add(
    "SPEC2008",
    spot,
    `\`${place.path[0]}\` is a class.`,
    "Declare an interface for a nested object, or keep the id of the other resource.",
  );
  return FAILED;
}

function readAlias(declaration: ts.TypeAliasDeclaration, place: Place, reader: Reader): Part {
  const known = reader.declared.get(declaration);
  if (known !== undefined && known !== "being read") return known;
  if (!isPlainDeclaration(declaration, place.source, reader)) return FAILED;
  reader.declared.set(declaration, "being read");
  const { type } = declaration;
  const part = syntax.isTypeLiteralNode(type) ? readObjectType(type, place, reader, declaration) : reader.readPart(type, place);
  reader.declared.set(declaration, part);
  return part;
}
