import type { Migration } from "../../migrations/migration-target.js";

/** The table of each index, by the index's name. */
type Tables = Map<string, string>;

/** What makes and unmakes indexes; tables that are dropped and renamed take theirs along. */
const EFFECTS: readonly (readonly [RegExp, (tables: Tables, first: string, second: string) => void])[] = [
  [/^CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?(\w+) ON (\w+)/i, (tables, index, table) => tables.set(index, table)],
  [/^DROP INDEX (?:IF EXISTS )?(\w+)/i, (tables, index) => tables.delete(index)],
  [/^DROP TABLE (?:IF EXISTS )?(\w+)/i, (tables, gone) => indexesOn(tables, gone).forEach((index) => tables.delete(index))],
  [/^ALTER TABLE (\w+) RENAME TO (\w+)/i, (tables, from, to) => indexesOn(tables, from).forEach((index) => tables.set(index, to))],
  [/^ALTER INDEX (\w+) RENAME TO (\w+)/i, renameIndex],
];

/** The indexes that migrations leave, one after the other, and the table of each. Statements begin on lines of their own. */
export function indexesOf(migrations: readonly Pick<Migration, "sql">[]): ReadonlyMap<string, string> {
  const tables: Tables = new Map();
  for (const line of migrations.flatMap(({ sql }) => sql.split("\n"))) {
    const statement = line.trim().replaceAll('"', "").replaceAll(/\s+/g, " ");
    for (const [pattern, apply] of EFFECTS) {
      const [, first, second = ""] = pattern.exec(statement) ?? [];
      if (first !== undefined) apply(tables, first, second);
    }
  }
  return tables;
}

function indexesOn(tables: Tables, table: string): string[] {
  return [...tables].filter(([, each]) => each === table).map(([index]) => index);
}

function renameIndex(tables: Tables, from: string, to: string): void {
  const table = tables.get(from);
  tables.delete(from);
  if (table !== undefined) tables.set(to, table);
}
