import type { Model } from "../../ir/model.js";
import { schemaName, type ComponentNames } from "./component-names.js";
import { indexedSchema, type ShownIndex } from "./indexes.js";
import { markFields, modelExtensions } from "./extensions.js";
import { wholeOrPart } from "./model-bodies.js";
import { exampleOf } from "./schema-example.js";
import { describe } from "./field-schema.js";
import { namedSchema } from "./object-schema.js";
import { nextCursor } from "./shared-schemas.js";
import type { Side } from "./sides.js";
import type { SchemaContext } from "./type-schema.js";
import { closedObject, refer, type SchemaPart, type Schema } from "./types.js";

/** The component schemas of a model, by their names. */
export function modelSchemas(model: Model, names: ComponentNames, indexes: readonly ShownIndex[]): Record<string, Schema> {
  const [data, revision, meta] = [refer("schemas", model.name), refer("schemas", "RevisionInfo"), refer("schemas", names.meta)];
  return {
    ...typeSchemas(model, names, (name) => refer("schemas", name)),
    [names.resource]: closedObject({ data, revision, meta }),
    [names.page]: pageSchema(wholeOrPart(names.resource)),
    [names.revision]: closedObject({ data, revision }),
    [names.meta]: metaSchema(indexes, contextOf("data", names, (name) => refer("schemas", name))),
  };
}

/** The schemas of a model and of its types, as answers hold them and as writes take them, by their names. */
export function typeSchemas(model: Model, names: ComponentNames, toReference: SchemaContext["refer"]): Record<string, Schema> {
  const [data, input] = [contextOf("data", names, toReference), contextOf("input", names, toReference)];
  const schemas = [...names.types.values()].flatMap((type) => {
    const isModel = type.name === model.name;
    const plain = namedSchema(type, "data", data);
    const example = (side: Side): Schema => (isModel ? exampleOf(model.name, names.types, side) : {});
    const marked = isModel ? { ...describe(model.doc), ...markFields(plain, model), ...modelExtensions(model, data) } : plain;
    const own = [type.name, { ...marked, ...example("data") }] as const;
    if (!names.differing.has(type.name)) return [own];
    const description = `\`${type.name}\` as create and update take it.`;
    return [own, [schemaName(type.name, "input", names), { ...namedSchema(type, "input", input), description, ...example("input") }] as const];
  });
  return Object.fromEntries(schemas);
}

function contextOf(side: Side, names: ComponentNames, toReference: SchemaContext["refer"]): SchemaContext {
  return { types: names.types, refer: (name) => toReference(schemaName(name, side, names)) };
}

/** What its parts mean is told by the parameters that ask for them. */
function pageSchema(resource: SchemaPart): Schema {
  return closedObject({ items: { type: "array", items: resource }, nextCursor, total: { type: "integer", minimum: 0 } }, ["total"]);
}

/** Narrows what all models share, which is closed. */
function metaSchema(indexes: readonly ShownIndex[], context: SchemaContext): Schema {
  const values = indexes.map((index) => [index.path, indexedSchema(index, context)] as const);
  return {
    type: "object",
    allOf: [refer("schemas", "ResourceMeta")],
    required: ["indexedData"],
    properties: { indexedData: closedObject(Object.fromEntries(values)) },
  };
}
