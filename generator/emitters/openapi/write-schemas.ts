import { closedObject, refer, type Schema } from "./types.js";

const text: Schema = { type: "string" };
const pointer: Schema = { type: "string", description: "A JSON Pointer (RFC 6901)." };
const revision: Schema = { anyOf: [{ type: "integer", minimum: 1 }, { type: "string" }], description: "A revision's number, or its whole id." };

const patchOperation = (operations: readonly string[], member: "value" | "from" | null): Schema =>
  closedObject({
    op: { type: "string", enum: operations },
    path: pointer,
    ...(member === "value" ? { value: { description: "Any value." } } : {}),
    ...(member === "from" ? { from: pointer } : {}),
  });

const BATCH_OPS = ["create", "update", "patch", "delete", "restore", "switch", "purge", "publish"];

const batchOperation: Schema = closedObject(
  {
    op: { type: "string", enum: BATCH_OPS },
    model: { type: "string", description: "The first part of the model's ids.", examples: ["issue"] },
    id: text,
    data: { type: "object", description: "The data of a create or an update." },
    patch: { anyOf: [refer("schemas", "MergePatch"), refer("schemas", "JsonPatch")] },
    n: revision,
    status: { type: "string", enum: ["draft", "stable"] },
    mode: { type: "string", enum: ["update", "modify"] },
    ifMatch: { type: "string", description: "The ETag that the resource must still have." },
    reason: { type: "string", maxLength: 1000 },
  },
  ["id", "data", "patch", "n", "status", "mode", "ifMatch", "reason"],
);

/** What bodies of requests hold that is the same for every model, under the names of their components. */
export const WRITE_SCHEMAS: Readonly<Record<string, Schema>> = {
  MergePatch: { type: "object", description: "A JSON Merge Patch (RFC 7396): the members to be set; null removes one." },
  JsonPatch: {
    description: "A JSON Patch (RFC 6902).",
    type: "array",
    maxItems: 10_000,
    items: { oneOf: [patchOperation(["add", "replace", "test"], "value"), patchOperation(["move", "copy"], "from"), patchOperation(["remove"], null)] },
  },
  BulkBody: {
    description: "What to do with all resources that meet a condition.",
    ...closedObject(
      {
        op: { type: "string", enum: ["update", "delete", "restore"] },
        where: refer("schemas", "SearchCondition"),
        patch: refer("schemas", "MergePatch"),
        most: { type: "integer", minimum: 1, maximum: 10_000, default: 1000, description: "Writes nothing when there are more." },
      },
      ["patch", "most"],
    ),
  },
  BatchBody: { description: "Writes that happen all or not at all.", ...closedObject({ operations: { type: "array", items: batchOperation } }) },
};
