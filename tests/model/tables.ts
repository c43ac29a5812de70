import { readFile } from "node:fs/promises";
import { MODELS, SPECS, type Model } from "./models.js";

const TYPES = { text: "TEXT", date: "TEXT", integer: "INTEGER", boolean: "INTEGER", real: "REAL" } as const;

/** The migration that the models need in SQLite; what all models share is taken from the manager's own suite. */
export async function tablesSql(): Promise<string> {
  const suite = await readFile(new URL("../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");
  return [...MODELS.map(modelSql), suite.slice(suite.indexOf("CREATE TABLE specstar_payload"))].join("\n");
}

function modelSql(model: Model): string {
  const { table, fields, unique } = SPECS[model].index;
  const columns = fields.map(({ column, type, list }) => `, ${column} ${list === true ? "TEXT" : TYPES[type]}`).join("");
  const uniques = unique.map(
    (paths) =>
      `CREATE UNIQUE INDEX ${table}_unique_${paths.join("_")} ON ${table} (${paths.map((path) => `data_${path}`).join(", ")}) WHERE NOT is_deleted;`,
  );
  return `CREATE TABLE ${table} (
  resource_id TEXT NOT NULL PRIMARY KEY, current_revision INTEGER NOT NULL, etag TEXT NOT NULL, schema_version TEXT NOT NULL,
  total_revision_count INTEGER NOT NULL, created_time TEXT NOT NULL, created_by TEXT NOT NULL, updated_time TEXT NOT NULL,
  updated_by TEXT NOT NULL, is_deleted INTEGER NOT NULL, meta TEXT NOT NULL, payload_uid TEXT NOT NULL, revision TEXT NOT NULL${columns}
);
CREATE TABLE ${table}_revision (
  resource_id TEXT NOT NULL, n INTEGER NOT NULL, uid TEXT NOT NULL, payload_uid TEXT NOT NULL, info TEXT NOT NULL, PRIMARY KEY (resource_id, n)
);
${uniques.join("\n")}`;
}
