import { indexName, modelLabel, revisionTableName, tableName, uniqueIndexName } from "../ir/names.js";
import type { NamedType } from "../ir/type.js";
import type { Claim, Claims } from "./claims.js";
import type { ModelDraft } from "./read-model.js";
import type { Spot } from "./reports.js";
import { MODEL_SUFFIXES } from "./reserved-names.js";

/** Claims the folder, the path, the key and all names in the database that will be made from a model's name. */
export function claimModelNames(draft: ModelDraft, { claim }: Claims): void {
  const { name, options } = draft.model;
  const take = (space: Claim["space"], taken: string): void => claim({ code: "SPEC3004", space, name: taken, owner: name, spot: draft });
  take("folder", modelLabel(name));
  // Routes and folders are told apart without regard to capitals.
  take("path", options.path.toLowerCase());
  take("manager", options.plural);
  const names = known.get(draft) ?? databaseNames(draft);
  known.set(draft, names);
  for (const taken of names) take("table or index", taken);
}

/** A model file that has not changed since the last run gives the same drafts. */
const known = new WeakMap<ModelDraft, readonly string[]>();

/** Claims the names of the types that are emitted for a model. */
export function claimEmittedTypes(draft: ModelDraft, { claim }: Claims): void {
  const { name } = draft.model;
  for (const suffix of MODEL_SUFFIXES) {
    claim({ code: "SPEC3012", space: "type", name: name + suffix, owner: name, spot: draft });
  }
}

/** Claims the names under which a type is emitted, or imported: an enum has one form only. */
export function claimType({ kind, name }: NamedType, spot: Spot, { claim }: Claims): void {
  for (const suffix of kind === "enum" ? [""] : ["", "Input"]) claim({ code: "SPEC3012", space: "type", name: name + suffix, owner: name, spot });
}

/** Tables and indexes have one space of names, in SQLite and in PostgreSQL. */
function databaseNames({ model: { name, compoundIndexes, unique }, indexed }: ModelDraft): readonly string[] {
  const table = tableName(name);
  const columns = new Map(indexed.map(({ indexedPath, column }) => [indexedPath.path, column]));
  const toColumns = (paths: readonly string[]): readonly string[] => paths.map((path) => columns.get(path) ?? path);
  return [
    table,
    revisionTableName(name),
    indexName(table, ["created_time"]),
    indexName(table, ["updated_time"]),
    ...indexed.map(({ column }) => indexName(table, [column])),
    ...compoundIndexes.map((paths) => indexName(table, toColumns(paths))),
    ...unique.map((paths) => uniqueIndexName(table, toColumns(paths))),
  ];
}
