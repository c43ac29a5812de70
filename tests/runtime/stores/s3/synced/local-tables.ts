import { readdir } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";

/** Every row of every table of the one database below a folder, with its number, and the tables and indexes themselves. */
export async function readTables(cacheDir: string): Promise<Record<string, unknown>> {
  const [folder = ""] = await readdir(cacheDir);
  const db = new Sqlite(join(cacheDir, folder, "specstar.db"), { readonly: true });
  try {
    const schema = db.prepare<[], { type: string; name: string }>("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").all();
    const tables = schema.filter(({ type }) => type === "table").map(({ name }) => name);
    return { schema, ...Object.fromEntries(tables.map((name) => [name, db.prepare(`SELECT rowid AS row_number, * FROM "${name}" ORDER BY rowid`).raw().all()])) };
  } finally {
    db.close();
  }
}
