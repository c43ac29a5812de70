import type { ResourceMeta } from "../core/resource.js";
import type { IndexedField, IndexedType, ModelIndex } from "../stores/model-index.js";
import type { FieldValues } from "./compare.js";
import type { MetaField } from "./query.js";

/** A field that searches can name: an indexed one, or one of the meta. */
export interface SearchableField extends IndexedField {
  /** Known for the fields of the meta; an indexed field may be null for all that an index tells. */
  readonly neverNull: boolean;
}

const META: Readonly<Record<MetaField, SearchableField>> = {
  resourceId: metaField("resourceId", "resource_id", "text"),
  createdTime: metaField("createdTime", "created_time", "date"),
  createdBy: metaField("createdBy", "created_by", "text"),
  updatedTime: metaField("updatedTime", "updated_time", "date"),
  updatedBy: metaField("updatedBy", "updated_by", "text"),
  totalRevisionCount: metaField("totalRevisionCount", "total_revision_count", "integer"),
  schemaVersion: metaField("schemaVersion", "schema_version", "text"),
};

const known = new WeakMap<ModelIndex, ReadonlyMap<string, SearchableField>>();

/** All fields that a model can be searched and sorted by: its indexed fields in their order, then those of the meta. */
export function searchableFields(index: ModelIndex): ReadonlyMap<string, SearchableField> {
  const fields = known.get(index) ?? collectFields(index);
  known.set(index, fields);
  return fields;
}

/** The values that a resource has in them. */
export function toFieldValues(meta: ResourceMeta): FieldValues {
  const { indexedData, resourceId, createdTime, createdBy, updatedTime, updatedBy, totalRevisionCount, schemaVersion } = meta;
  return { ...indexedData, resourceId, createdTime, createdBy, updatedTime, updatedBy, totalRevisionCount, schemaVersion };
}

function collectFields(index: ModelIndex): ReadonlyMap<string, SearchableField> {
  const indexed = index.fields.map((field) => ({ ...field, neverNull: false }));
  return new Map([...indexed, ...Object.values(META)].map((field) => [field.path, field]));
}

function metaField(path: MetaField, column: string, type: IndexedType): SearchableField {
  return { path, column, type, neverNull: true };
}
