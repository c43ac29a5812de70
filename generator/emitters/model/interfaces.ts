import type { Doc, Field, Model } from "../../ir/model.js";
import { objectTypes } from "../../ir/object-types.js";
import { fieldProperty, indexedProperty, type Side } from "./field-type.js";
import { hasInput, objectsWithInput } from "./inputs.js";
import type { ModelNames } from "./model-names.js";

/** An emitted interface, or a second name for one: then it has no fields. */
export interface InterfaceView {
  readonly doc: Doc;
  readonly name: string;
  /** What the name stands for; null when it is an interface of its own. */
  readonly alias: string | null;
  readonly fields: readonly { readonly doc: Doc; readonly line: string }[];
}

/** What is told of the three kinds of type that one model gives: those of reads, of writes, and of searches. */
export function interfaceViews(model: Model, names: ModelNames): InterfaceView[] {
  return [...dataViews(model, names), ...inputViews(model, names), indexedView(model, names)];
}

function dataViews(model: Model, names: ModelNames): InterfaceView[] {
  const objects = objectTypes(model).map(({ name, doc, fields }) =>
    view({ doc: prose(doc), name: names.objects.get(name)?.data ?? name }, fields, "data", names),
  );
  return [view({ doc: model.doc, name: names.data }, model.fields, "data", names), ...objects];
}

/** Object types that writes take as reads give them have no second interface. */
function inputViews(model: Model, names: ModelNames): InterfaceView[] {
  const differing = objectsWithInput(objectTypes(model));
  const objects = objectTypes(model)
    .filter(({ name }) => differing.has(name))
    .map(({ name, fields }) => {
      const { data, input } = names.objects.get(name) ?? { data: name, input: name };
      return view({ doc: inputDoc(data), name: input }, fields, "input", names);
    });
  const head = { doc: inputDoc(names.data), name: names.input };
  if (!hasInput(model.fields, differing)) return [{ ...head, alias: names.data, fields: [] }];
  return [view(head, model.fields, "input", names), ...objects];
}

function indexedView(model: Model, names: ModelNames): InterfaceView {
  const fields = model.indexes.map((index) => ({ doc: prose(""), line: indexedProperty(index, model, names) }));
  return { doc: prose(`What \`${names.data}\` can be searched and sorted by.`), name: names.indexed, alias: null, fields };
}

function view(head: Pick<InterfaceView, "doc" | "name">, fields: readonly Field[], side: Side, names: ModelNames): InterfaceView {
  return { ...head, alias: null, fields: fields.map((field) => ({ doc: field.doc, line: fieldProperty(field, side, names) })) };
}

function inputDoc(data: string): Doc {
  return prose(`\`${data}\` as create and update take it.`);
}

function prose(text: string): Doc {
  return { text, deprecated: null, examples: [] };
}
