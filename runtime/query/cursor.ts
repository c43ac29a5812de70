import { hash } from "node:crypto";
import { isRecord } from "../core/is-record.js";
import type { IndexedValue, ResourceMeta } from "../core/resource.js";
import type { ModelIndex } from "../stores/model-index.js";
import { valueOf } from "./compare.js";
import { toFieldValue } from "./field-values.js";
import { invalidQuery } from "./invalid-query.js";
import type { Query } from "./query.js";
import { searchableFields, toFieldValues } from "./searchable-fields.js";

/** What a cursor is bound to: it means nothing in another search. */
export type CursorScope = Pick<Query, "where" | "orderBy" | "includeDeleted">;

/**
 * The cursor after a resource, in the list that a checked search makes: base64url of JSON `[fingerprint, ...values]`. The
 * fingerprint is of the search and the values: it tells a changed cursor, and keeps nothing secret.
 */
export function encodeCursor(index: ModelIndex, scope: CursorScope, last: ResourceMeta): string {
  const values = toFieldValues(last);
  const position = scope.orderBy.map(({ field }) => valueOf(values, field));
  return Buffer.from(JSON.stringify([fingerprint(index, scope, position), ...position])).toString("base64url");
}

/**
 * The values of the `orderBy` fields of the resource that a cursor comes after.
 *
 * @throws INVALID_QUERY for anything that `encodeCursor` did not make for this very search.
 */
export function decodeCursor(index: ModelIndex, scope: CursorScope, cursor: string): readonly IndexedValue[] {
  const [found, ...values] = parseArray(cursor);
  const position = scope.orderBy.flatMap(({ field }, at) => checkValue(index, field, values[at]));
  const isSound = found === fingerprint(index, scope, values) && values.length === position.length;
  if (isSound && position.length === scope.orderBy.length) return Object.freeze(position);
  throw invalidQuery([{ path: "cursor", message: "Not a cursor of this search: take nextCursor from its last page, or leave it out." }]);
}

function fingerprint(index: ModelIndex, { where, orderBy, includeDeleted }: CursorScope, values: readonly unknown[]): string {
  return hash("sha256", JSON.stringify([index.model, where, orderBy, includeDeleted, values]), "base64url").slice(0, 16);
}

/** The value if it is one that the field can hold, and holds in just this form; otherwise nothing. */
function checkValue(index: ModelIndex, path: string, value: unknown): IndexedValue[] {
  const field = searchableFields(index).get(path);
  if (field === undefined || (value === null && field.neverNull)) return [];
  const held = toFieldValue(field.type, value);
  return held === undefined || held !== value ? [] : [held];
}

/** What the cursor holds; an empty list when it is no base64url of a JSON array of single values. */
function parseArray(cursor: string): readonly unknown[] {
  const bytes = Buffer.from(cursor, "base64url");
  // What is no base64url is passed over by the decoder.
  if (bytes.toString("base64url") !== cursor) return [];
  try {
    const parsed: unknown = JSON.parse(bytes.toString());
    return Array.isArray(parsed) && !parsed.some(isRecord) ? parsed : [];
  } catch {
    return [];
  }
}
