import Database from "better-sqlite3";
import { emitMigration } from "../../../../generator/emitters/emit-migration.js";
import type { Project } from "../../../../generator/ir/model.js";

/** A database, with the lock file and the migrations that have led to it. */
export class MigratedDatabase {
  readonly sqlite: Database.Database = new Database(":memory:");
  readonly ids: string[] = [];
  readonly sql: string[] = [];
  lock: string | null = null;

  /** Generates for `project`, and applies what comes. Gives the new migration's SQL, if there is one. */
  migrate(project: Project, now = new Date("2026-01-01T00:00:00Z")): string | undefined {
    const { files, newest } = emitMigration(project, { migrations: "migrations", lock: this.lock, migrationIds: this.ids, now });
    const added = files.find(({ kind }) => kind === "appended");
    this.lock = files.find(({ path }) => path === "specstar.lock.json")?.text ?? null;
    if (added === undefined) return undefined;
    this.sqlite.exec(added.text);
    this.ids.push(newest);
    this.sql.push(added.text);
    return added.text;
  }

  /** Tables by name, with their columns and indexes, both sorted: what there is, whatever the way that led there. */
  describe(tables?: readonly string[]): object {
    const names = this.#all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").map(({ name }) => name);
    return Object.fromEntries(names.filter((name) => tables?.includes(name) ?? true).toSorted().map((name) => [name, this.#describeTable(name)]));
  }

  #describeTable(table: string): object {
    const columns = this.#all<{ name: string }>(`SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info('${table}') ORDER BY name`);
    const indexes = this.#all(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '${table}' AND sql IS NOT NULL ORDER BY name`);
    return { columns, indexes };
  }

  #all<Row>(sql: string): Row[] {
    return this.sqlite.prepare<[], Row>(sql).all();
  }
}
