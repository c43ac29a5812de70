import type { IndexedPath, Model } from "../../ir/model.js";
import { objectTypes } from "../../ir/object-types.js";
import { fieldAt } from "../field-at.js";
import type { ComponentNames } from "./component-names.js";
import { describe, fieldsSchema, typeSchema } from "./field-schema.js";
import { nextCursor, resourceId, revisionCount, revisionId, schemaVersion, time } from "./shared-schemas.js";
import { closedObject, refer, type Reference, type Schema } from "./types.js";

/** The component schemas of a model, by their names. */
export function modelSchemas(model: Model, names: ComponentNames): Record<string, Schema> {
  const [data, revision, meta] = [refer("schemas", names.data), refer("schemas", "RevisionInfo"), refer("schemas", names.meta)];
  return {
    [names.data]: { ...describe(model.doc), ...fieldsSchema(model.fields, "data", names.objects) },
    [names.input]: {
      description: `\`${model.name}\` as create and update take it.`,
      ...fieldsSchema(model.fields, "input", names.objects),
    },
    ...objectSchemas(model, names),
    [names.resource]: {
      description: "A revision with its data, and the resource as it is now.",
      ...closedObject({ data, revision, meta }),
    },
    [names.page]: pageSchema(refer("schemas", names.resource)),
    [names.revision]: { description: "A revision with its data.", ...closedObject({ data, revision }) },
    [names.meta]: metaSchema(model, names),
  };
}

function objectSchemas(model: Model, { objects }: ComponentNames): Record<string, Schema> {
  const schemas = objectTypes(model).flatMap(({ name, doc, fields }) => {
    const { data, input } = objects.get(name) ?? { data: name, input: name };
    const own = [data, { ...(doc === "" ? {} : { description: doc }), ...fieldsSchema(fields, "data", objects) }] as const;
    const description = `\`${data}\` as create and update take it.`;
    return data === input ? [own] : [own, [input, { description, ...fieldsSchema(fields, "input", objects) }] as const];
  });
  return Object.fromEntries(schemas);
}

function pageSchema(resource: Reference): Schema {
  const total: Schema = { type: "integer", minimum: 0, description: "How many there are on all pages, when `count=exact` asks for it." };
  return {
    description: "Some of the resources that were searched for.",
    ...closedObject({ items: { type: "array", items: resource }, nextCursor: nextCursor(), total }, ["total"]),
  };
}

function metaSchema(model: Model, names: ComponentNames): Schema {
  const values = model.indexes.map((index) => [index.path, indexedSchema(model, index, names)] as const);
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

function indexedSchema(model: Model, { path, nullable }: IndexedPath, { objects }: ComponentNames): Schema | Reference {
  return typeSchema(fieldAt(model, path).type, nullable, (name) => refer("schemas", objects.get(name)?.data ?? name));
}
