import type { Doc, Field, IndexedType, Model, Project } from "../../../generator/ir/model.js";
import { managersKey, modelPath } from "../../../generator/ir/names.js";
import type { FieldType } from "../../../generator/ir/type.js";

/** Models as the reader hands them over, without a reader. */

export const text: FieldType = { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false };

export function doc(prose = ""): Doc {
  return { text: prose, deprecated: null, examples: [] };
}

/** A field that is required, not null and without a default, unless `more` says otherwise. */
export function field(name: string, type: FieldType = text, more: Partial<Field> = {}): Field {
  return { name, type, nullable: false, optional: false, undefinable: false, readonly: false, default: null, access: null, renamedFrom: null, doc: doc(), ...more };
}

/** A model with a text field "title", unless `more` says otherwise. */
export function model(name: string, more: Partial<Model> = {}): Model {
  return {
    name,
    schemaVersion: "v1",
    file: `models/${name}.ts`,
    doc: doc(),
    fields: [field("title")],
    indexes: [],
    compoundIndexes: [],
    unique: [],
    types: [],
    union: null,
    references: [],
    isReferredTo: false,
    displayName: null,
    job: null,
    options: { path: modelPath(name), plural: managersKey(name), withoutRoutes: [], defaultStatus: "stable", requireReason: false, requireIfMatch: false },
    functions: { exportName: "default", validate: false, newId: false, steps: [] },
    ...more,
  };
}

/** A model with these indexed paths. Enough for migrations, which look at nothing else. */
export function indexedModel(name: string, types: Readonly<Record<string, IndexedType>>, more: Partial<Model> = {}): Model {
  return model(name, { indexes: Object.entries(types).map(([path, type]) => ({ path, type, nullable: true, list: false, renamedFrom: null })), ...more });
}

export function project(...models: readonly Model[]): Project {
  return { models: models.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
