import type { ts } from "ts-morph";
import type { Default, Field } from "../ir/model.js";
import { checkDefault } from "./check-default.js";
import { constantName, findNotConstants, notConstantMessage, readConstant, toConstant } from "./read-constant.js";
import { readDoc } from "./read-doc.js";
import { hasModifier, isPlainField } from "./read-modifiers.js";
import { readType } from "./read-type.js";
import type { FieldDraft, Place, Reader } from "./reader.js";
import { syntax } from "./syntax.js";

type FieldNode = ts.PropertyDeclaration | ts.PropertySignature;

/** Reads one field; null when it can't be, which is reported. Its name is added to `names` either way. */
export function readField(node: FieldNode, place: Place, names: Set<string>, reader: Reader): FieldDraft | null {
  const { source } = place;
  if (!isPlainField(node, source, reader)) return null;
  const name = readFieldName(node, place, names, reader);
  if (name === null) return null;
  if (node.type === undefined) {
    reader.reports.add("SPEC1209", { source, node: node.name }, `\`${name}\` has no type.`, `Write it: \`${name}: ${likelyType(node)}\`.`);
    return null;
  }
  const reading = readType(node.type, { ...place, path: [...place.path, name] }, reader);
  if (reading === null) return null;
  const { type, nullable, index, unique } = reading;
  const optional = node.questionToken !== undefined;
  const readonly = hasModifier(node, syntax.SyntaxKind.ReadonlyKeyword);
  const field = { name, type, nullable, optional, readonly, default: null, access: null, renamedFrom: null, doc: readDoc(node, source, reader) };
  return { field: { ...field, default: readDefault(node, field, place, reader) }, index, unique, source, node: node.name };
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
  } else if (name === null || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    const text = source.tree.text.slice(node.name.getStart(source.tree), node.name.end);
    reader.reports.add(
      "SPEC3002",
      spot,
      `\`${text}\` can't be the name of a field.`,
      "Use Latin letters, digits and underscores, beginning with a letter, as in `dueDate`.",
    );
  } else if (names.has(name)) {
    reader.reports.add("SPEC1208", spot, `There are two fields \`${name}\`.`, "Remove or rename one of them.");
  } else {
    names.add(name);
    return name;
  }
  return null;
}

function readDefault(node: FieldNode, field: Field, { source }: Place, reader: Reader): Default | null {
  const initialiser = initialiserOf(node);
  if (initialiser === null) return null;
  const what = `\`${field.name}\`: the default`;
  if (syntax.isPropertySignature(node)) {
    reader.reports.add(
      "SPEC1204",
      { source, node: initialiser },
      `${what} stands in an object type.`,
      "Only the fields of a model have defaults: remove it.",
    );
    return null;
  }
  if (field.optional) {
    const help = "Remove the `?`: a field with a default can be left out on writing, and is always there on reading.";
    reader.reports.add("SPEC1210", { source, node: node.name }, `\`${field.name}\` is optional and has a default.`, help);
  }
  const reading = readConstant(initialiser);
  const unreadable = findNotConstants(reading);
  for (const part of unreadable) {
    reader.reports.add("SPEC1203", { source, node: part.node }, `${what} ${notConstantMessage(part, source)}.`, part.help);
  }
  const misfits = checkDefault(reading, field, (name) => reader.objects.get(name) ?? null);
  for (const { at, problem, help } of misfits) reader.reports.add("SPEC1204", { source, node: at.node }, `${what} ${problem}.`, help);
  return misfits.length + unreadable.length === 0 ? { kind: "constant", value: toConstant(reading) } : null;
}

/** The type that the initialiser suggests. */
function likelyType(node: FieldNode): string {
  const initialiser = initialiserOf(node);
  const value = initialiser === null ? "" : toConstant(readConstant(initialiser));
  return typeof value === "object" ? "string | null" : typeof value;
}

/** The parser keeps one in an object type too, where only the checker refuses it. */
function initialiserOf(node: FieldNode): ts.Expression | null {
  return (node as ts.PropertyDeclaration).initializer ?? null;
}
