import { objectTypes } from "../../ir/object-types.js";
import type { Access, Constant, Field, Model } from "../../ir/model.js";
import { columnName, modelLabel, tableName } from "../../ir/names.js";
import { name, type ObjectEntry } from "../text/expression.js";
import { toExpression } from "../text/literal.js";
import type { ModelNames } from "./model-names.js";

/** What generated code tells the runtime of a model: `defineResource({ name: "issue", … })`. Only what there is to say. */
export function definitionEntries(model: Model, names: ModelNames): readonly ObjectEntry[] {
  return [
    entry("name", modelLabel(model.name)),
    entry("schemaVersion", model.schemaVersion),
    { key: "schema", value: name(names.schema) },
    entry("table", tableName(model.name)),
    entry("indexes", indexesOf(model)),
    entry("unique", model.unique),
    ...(model.references.length === 0 ? [] : [entry("references", referencesOf(model))]),
    ...(model.displayName === null ? [] : [entry("displayName", model.displayName)]),
    ...(model.options.defaultStatus === "stable" ? [] : [entry("defaultStatus", model.options.defaultStatus)]),
    ...(model.options.requireReason ? [entry("requireReason", true)] : []),
    ...(model.options.requireIfMatch ? [entry("requireIfMatch", true)] : []),
    ...(model.job === null ? [] : [entry("job", { ...model.job.settings })]),
    ...accessEntry("hidden", model, ["internal", "writeOnly"]),
    ...accessEntry("protected", model, ["internal", "readOnly"]),
    ...functionEntries(model, names),
  ];
}

function indexesOf({ indexes }: Model): Constant {
  return indexes.map(({ path, type, list }) => ({ path, column: columnName(path), type, ...(list ? { list } : {}) }));
}

function referencesOf({ references }: Model): Constant {
  return references.map(({ path, model, onDelete, to, list }) => ({
    path,
    model: modelLabel(model),
    onDelete,
    ...(to === "revision" ? { to } : {}),
    ...(list ? { list } : {}),
  }));
}

function accessEntry(key: string, model: Model, access: readonly Access[]): ObjectEntry[] {
  const fields = ownFields(model).filter((field) => field.access !== null && access.includes(field.access));
  return fields.length === 0 ? [] : [entry(key, [...new Set(fields.map((field) => field.name))])];
}

/** The fields of a class, or those of the classes that a union joins. */
function ownFields(model: Model): readonly Field[] {
  const members = new Set(model.union?.members.map((member) => (member.kind === "named" ? member.name : "")));
  return [...model.fields, ...objectTypes(model).flatMap((type) => (members.has(type.name) ? type.fields : []))];
}

/** The user's functions, as the model's file hands them to `schema()`. */
function functionEntries({ functions }: Model, { modelSchema }: ModelNames): ObjectEntry[] {
  return [
    ...(functions.validate ? [{ key: "validate", value: name(`${modelSchema}.options.validate`) }] : []),
    ...(functions.newId ? [{ key: "newId", value: name(`${modelSchema}.options.newId`) }] : []),
    ...(functions.steps.length > 0 ? [{ key: "steps", value: name(`${modelSchema}.steps`) }] : []),
  ];
}

function entry(key: string, value: Constant): ObjectEntry {
  return { key, value: toExpression(value) };
}
