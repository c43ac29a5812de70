import type { Model } from "../../ir/model.js";
import { schemaName, type ComponentNames } from "./component-names.js";
import { indexedSchema, type ShownIndex } from "./indexes.js";
import { markFields, modelExtensions } from "./extensions.js";
import { describe } from "./field-schema.js";
import { namedSchema } from "./object-schema.js";
import { nextCursor, resourceId, revisionCount, revisionId, schemaVersion, time } from "./shared-schemas.js";
import type { Side } from "./sides.js";
import type { SchemaContext } from "./type-schema.js";
import { closedObject, refer, type SchemaPart, type Schema } from "./types.js";

/** The component schemas of a model, by their names. */
export function modelSchemas(model: Model, names: ComponentNames, indexes: readonly ShownIndex[]): Record<string, Schema> {
  const [data, revision, meta] = [refer("schemas", model.name), refer("schemas", "RevisionInfo"), refer("schemas", names.meta)];
  return {
    ...typeSchemas(model, names, (name) => refer("schemas", name)),
    [names.resource]: {
      description: "A revision with its data, and the resource as it is now.",
      ...closedObject({ data, revision, meta }),
    },
    [names.page]: pageSchema(refer("schemas", names.resource)),
    [names.revision]: { description: "A revision with its data.", ...closedObject({ data, revision }) },
    [names.meta]: metaSchema(indexes, contextOf("data", names, (name) => refer("schemas", name))),
  };
}

/** The schemas of a model and of its types, as answers hold them and as writes take them, by their names. */
export function typeSchemas(model: Model, names: ComponentNames, toReference: SchemaContext["refer"]): Record<string, Schema> {
  const [data, input] = [contextOf("data", names, toReference), contextOf("input", names, toReference)];
  const schemas = [...names.types.values()].flatMap((type) => {
    const isModel = type.name === model.name;
    const plain = namedSchema(type, "data", data);
    const own = [type.name, isModel ? { ...describe(model.doc), ...markFields(plain, model), ...modelExtensions(model, data) } : plain] as const;
    if (!names.differing.has(type.name)) return [own];
    const description = `\`${type.name}\` as create and update take it.`;
    return [own, [schemaName(type.name, "input", names), { ...namedSchema(type, "input", input), description }] as const];
  });
  return Object.fromEntries(schemas);
}

function contextOf(side: Side, names: ComponentNames, toReference: SchemaContext["refer"]): SchemaContext {
  return { types: names.types, refer: (name) => toReference(schemaName(name, side, names)) };
}

function pageSchema(resource: SchemaPart): Schema {
  const total: Schema = { type: "integer", minimum: 0, description: "How many there are on all pages, when `count=exact` asks for it." };
  return {
    description: "Some of the resources that were searched for.",
    ...closedObject({ items: { type: "array", items: resource }, nextCursor: nextCursor(), total }, ["total"]),
  };
}

function metaSchema(indexes: readonly ShownIndex[], context: SchemaContext): Schema {
  const values = indexes.map((index) => [index.path, indexedSchema(index, context)] as const);
  return {
    description: "What is known of a resource, without its data.",
    ...closedObject({
      resourceId,
      currentRevisionId: revisionId,
      schemaVersion,
      totalRevisionCount: revisionCount,
      createdTime: time("When the resource was created."),
      createdBy: { type: "string", description: "Who created it." },
      updatedTime: time("When the resource was last written."),
      updatedBy: { type: "string", description: "Who wrote it last." },
      isDeleted: { type: "boolean" },
      indexedData: { description: "The indexed fields of the current revision.", ...closedObject(Object.fromEntries(values)) },
    }),
  };
}
