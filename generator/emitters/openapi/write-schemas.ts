import { closedObject, refer, type Schema, type SchemaPart } from "./types.js";

const text: Schema = { type: "string" };
const pointer: Schema = { type: "string", description: "A JSON Pointer (RFC 6901)." };
const revision: Schema = { anyOf: [{ type: "integer", minimum: 1 }, { type: "string" }], description: "A revision's number, or its whole id." };

/** Other members are passed over (RFC 6902 section 4). */
function patchOperation(operations: readonly string[], more: Readonly<Record<string, Schema>>): Schema {
  const properties = { op: { type: "string", enum: operations }, path: pointer, ...more } as const;
  return { type: "object", required: Object.keys(properties), properties };
}

const members: Readonly<Record<string, SchemaPart>> = {
  id: text,
  data: { type: "object", description: "The whole data." },
  patch: { anyOf: [refer("schemas", "MergePatch"), refer("schemas", "JsonPatch")] },
  n: revision,
  status: { type: "string", enum: ["draft", "stable"] },
  mode: { type: "string", enum: ["update", "modify"] },
  ifMatch: { type: "string", description: "The ETag that the resource must still have." },
  fields: { type: "array", items: text, description: "Which fields are taken from the other revision; all of them when it is missing." },
};

/** An operation of a batch: what it needs and what it may have. */
function batchOperation(ops: readonly string[], needs: readonly string[], takes: readonly string[]): Schema {
  const own = [...needs, ...takes].flatMap((name) => Object.entries(members).filter(([key]) => key === name));
  return closedObject(
    {
      op: { type: "string", enum: ops },
      model: { type: "string", description: "The first part of the model's ids.", examples: ["issue"] },
      ...Object.fromEntries(own),
      reason: { type: "string", maxLength: 1000, description: "In place of the batch's." },
    },
    [...takes, "reason"],
  );
}

const batchOperations: readonly Schema[] = [
  batchOperation(["create"], ["data"], ["id", "status"]),
  batchOperation(["update"], ["id", "data"], ["status", "mode", "ifMatch"]),
  batchOperation(["patch"], ["id", "patch"], ["status", "mode", "ifMatch"]),
  batchOperation(["publish", "delete", "restore", "purge"], ["id"], ["ifMatch"]),
  batchOperation(["switch"], ["id", "n"], ["ifMatch"]),
  batchOperation(["revert"], ["id", "n"], ["fields", "ifMatch"]),
];

const where = refer("schemas", "SearchCondition");
const most: Schema = { type: "integer", minimum: 1, maximum: 10_000, default: 1000, description: "Writes nothing when there are more." };

/** What bodies of requests hold that is the same for every model, under the names of their components. */
export const WRITE_SCHEMAS: Readonly<Record<string, Schema>> = {
  MergePatch: { type: "object", description: "A JSON Merge Patch (RFC 7396): the members to be set; null removes one." },
  JsonPatch: {
    description: "A JSON Patch (RFC 6902).",
    type: "array",
    maxItems: 10_000,
    items: {
      oneOf: [
        patchOperation(["add", "replace", "test"], { value: { description: "Any value." } }),
        patchOperation(["move", "copy"], { from: pointer }),
        patchOperation(["remove"], {}),
      ],
    },
  },
  BulkBody: {
    description: "What to do with all resources that meet a condition.",
    oneOf: [
      closedObject({ op: { type: "string", const: "update" }, where, patch: refer("schemas", "MergePatch"), most }, ["most"]),
      closedObject({ op: { type: "string", enum: ["delete", "restore"] }, where, most }, ["most"]),
    ],
  },
  BatchBody: {
    description: "Writes that happen all or not at all.",
    ...closedObject({ operations: { type: "array", maxItems: 1000, items: { oneOf: batchOperations } } }),
  },
};
