import type { Doc, Model } from "../../ir/model.js";
import type { NamedType, ObjectType } from "../../ir/type.js";
import { layOutAlias, type TypeText } from "../text/type-text.js";
import { fieldProperty, indexedProperty, indexSignature, toTypeText, valueText, type Side } from "./field-type.js";
import { namesWithInput } from "./inputs.js";
import type { ModelNames } from "./model-names.js";

/** An emitted interface, or a type alias: then it has no fields. */
export interface InterfaceView {
  readonly doc: Doc;
  readonly name: string;
  /** `export type Payment = Card | Iban;`; null when it is an interface. */
  readonly alias: string | null;
  readonly fields: readonly { readonly doc: Doc; readonly line: string }[];
}

/** What is told of the three kinds of type that one model gives: those of reads, of writes, and of searches. */
export function interfaceViews(model: Model, names: ModelNames): InterfaceView[] {
  return [...dataViews(model, names), ...inputViews(model, names), indexedView(model, names)];
}

function dataViews(model: Model, names: ModelNames): InterfaceView[] {
  return [ownView(model, "data", model.doc, names), ...model.types.flatMap((type) => namedViews(type, "data", prose(type.doc), names))];
}

/** Types that writes take as reads give them have no second form. */
function inputViews(model: Model, names: ModelNames): InterfaceView[] {
  const differing = namesWithInput(model);
  const doc = inputDoc(names.data);
  if (!differing.has(model.name)) return [aliasView({ doc, name: names.input }, { kind: "name", text: names.data })];
  const types = model.types.filter(({ name }) => differing.has(name)).flatMap((type) => namedViews(type, "input", inputDoc(type.name), names));
  return [ownView(model, "input", doc, names), ...types];
}

function ownView(model: Model, side: Side, doc: Doc, names: ModelNames): InterfaceView {
  const head = { doc, name: names[side] };
  return model.union === null ? fieldsView(head, { fields: model.fields, rest: null }, side, names) : aliasView(head, toTypeText(model.union, side, names));
}

/** None for an enum: it is imported from where it is declared. */
function namedViews(type: NamedType, side: Side, doc: Doc, names: ModelNames): InterfaceView[] {
  const sideOf = (name: string): string => names.objects.get(name)?.[side] ?? name;
  const head = { doc, name: sideOf(type.name) };
  if (type.kind === "enum") return [];
  if (type.kind === "alias") return [aliasView(head, valueText(type, side, names))];
  if (type.joins.length > 0) return [aliasView(head, { kind: "join", members: type.joins.map(sideOf) })];
  return [fieldsView(head, type, side, names)];
}

function indexedView(model: Model, names: ModelNames): InterfaceView {
  const fields = model.indexes.map((index) => ({ doc: prose(""), line: indexedProperty(index, model, names) }));
  return { doc: prose(`What \`${names.data}\` can be searched and sorted by.`), name: names.indexed, alias: null, fields };
}

type Head = Pick<InterfaceView, "doc" | "name">;

function aliasView(head: Head, type: TypeText): InterfaceView {
  return { ...head, alias: layOutAlias(head.name, type), fields: [] };
}

function fieldsView(head: Head, { fields, rest }: Pick<ObjectType, "fields" | "rest">, side: Side, names: ModelNames): InterfaceView {
  const lines = fields.map((field) => ({ doc: field.doc, line: fieldProperty(field, side, names) }));
  const others = rest === null ? [] : [{ doc: prose(""), line: indexSignature(rest, side, names) }];
  return { ...head, alias: null, fields: [...lines, ...others] };
}

function inputDoc(data: string): Doc {
  return prose(`\`${data}\` as create and update take it.`);
}

function prose(text: string): Doc {
  return { text, deprecated: null, examples: [] };
}
