import type { ts } from "ts-morph";
import type { Access, Default, Field } from "../ir/model.js";
import { constantName, readConstant, toConstant } from "./read-constant.js";
import { readDefault } from "./read-default.js";
import { readFieldDoc, type Tag } from "./read-doc.js";
import { hasModifier, isPlainField } from "./read-modifiers.js";
import { readType, toReading } from "./read-type.js";
import type { FieldDraft, Place, Reader, TypeReading } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

type FieldNode = ts.PropertyDeclaration | ts.PropertySignature;

/** Reads one field; null when it can't be, which is reported. Its name is added to `names` either way. */
export function readField(node: FieldNode, place: Place, names: Set<string>, reader: Reader): FieldDraft | null {
  const { source } = place;
  if (!isPlainField(node, source, reader)) return null;
  const name = readFieldName(node, place, names, reader);
  if (name === null) return null;
  const reading = readFieldType(node, name, { ...place, path: [...place.path, name] }, reader);
  if (reading === null) return null;
  const { type, nullable, undefined: orUndefined, ...marks } = reading;
  const { doc, renamedFrom, internal } = readFieldDoc(node, source, reader);
  const field: Field = {
    name,
    type,
    nullable,
    optional: node.questionToken !== undefined,
    undefinable: orUndefined === true,
    readonly: hasModifier(node, syntax.SyntaxKind.ReadonlyKeyword),
    default: null,
    access: readAccess(reading, internal, source, reader),
    renamedFrom: renamedFrom === null ? null : renamedFrom.text,
    doc,
  };
  return {
    ...marks,
    field: { ...field, default: readInitialiser(node, field, place, reader) },
    source,
    node: node.name,
    ...(renamedFrom === null ? {} : { renamedAt: renamedFrom }),
  };
}

/** The type that a field is declared with, or that its default gives it. */
function readFieldType(node: FieldNode, name: string, place: Place, reader: Reader): TypeReading | null {
  if (node.type !== undefined) return readType(node.type, place, reader);
  const initialiser = initialiserOf(node);
  const isReadonly = hasModifier(node, syntax.SyntaxKind.ReadonlyKeyword);
  const part = initialiser === null ? null : reader.inferType(initialiser, isReadonly, place);
  if (initialiser !== null && part !== null) return toReading(part, initialiser, place, reader);
  reader.reports.add("SPEC1209", { source: place.source, node: node.name }, `\`${name}\` has no type.`, `Write it: \`${name}: ${likelyType(node)}\`.`);
  return null;
}

/** What HTTP has to do with a field: its markers and the tag `@internal` say one thing at most. */
function readAccess({ access }: TypeReading, internal: Tag | null, source: Source, reader: Reader): Access | null {
  if (internal === null) return access ?? null;
  if (access !== undefined) {
    const marker = access === "readOnly" ? "ReadOnly" : "WriteOnly";
    const help = "Keep one of the two: an internal field is neither shown nor taken.";
    reader.reports.add("SPEC1221", { source, node: internal }, `No field is both \`@internal\` and \`${marker}\`.`, help);
  }
  return "internal";
}

function readFieldName(node: FieldNode, { source }: Place, names: Set<string>, reader: Reader): string | null {
  const spot = { source, node: node.name };
  const name = constantName(node.name);
  if (name === "__proto__") {
    reader.reports.add(
      "SPEC3010",
      spot,
      "A field can't be called `__proto__`.",
      "Rename it: JavaScript gives that name a meaning of its own.",
    );
  } else if (name === null) {
    const text = source.tree.text.slice(node.name.getStart(source.tree), node.name.end);
    reader.reports.add("SPEC3002", spot, `\`${text}\` can't be the name of a field.`, "Write the name out: it is not computed.");
  } else if (names.has(name)) {
    reader.reports.add("SPEC1208", spot, `There are two fields \`${name}\`.`, "Remove or rename one of them.");
  } else {
    names.add(name);
    return name;
  }
  return null;
}

function readInitialiser(node: FieldNode, field: Field, { source }: Place, reader: Reader): Default | null {
  const initialiser = initialiserOf(node);
  if (initialiser === null) return null;
  if (syntax.isPropertySignature(node)) {
    reader.reports.add(
      "SPEC1204",
      { source, node: initialiser },
      `\`${field.name}\`: the default stands in an object type.`,
      "Only the fields of a model have defaults: remove it.",
    );
    return null;
  }
  if (field.optional) {
    const help = "Remove the `?`: a field with a default can be left out on writing, and is always there on reading.";
    reader.reports.add("SPEC1210", { source, node: node.name }, `\`${field.name}\` is optional and has a default.`, help);
  }
  return readDefault(initialiser, field, source, reader);
}

/** The type that the initialiser suggests. */
function likelyType(node: FieldNode): string {
  const initialiser = initialiserOf(node);
  const value = initialiser === null ? "" : toConstant(readConstant(initialiser));
  if (Array.isArray(value)) return "string[]";
  return typeof value === "object" ? "string | null" : typeof value;
}

/** The parser keeps one in an object type too, where only the checker refuses it. */
function initialiserOf(node: FieldNode): ts.Expression | null {
  return (node as ts.PropertyDeclaration).initializer ?? null;
}
