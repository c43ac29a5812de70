import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Migration, Storage } from "@specstar/runtime";
import { expect, it } from "vitest";
import { tablesSql } from "../../model/tables.js";
import { examine, kindsOf, openSqlite, specs } from "./world.js";

function migration(id: string, sql: string): Migration {
  return { id, sql, checksum: `sha256:${createHash("sha256").update(sql).digest("hex")}`, down: null, parent: undefined, risks: [], downRisks: [] };
}

/** Does to a database what no migration did. */
function alter(folder: string, sql: string): void {
  const Driver = createRequire(import.meta.url)("better-sqlite3");
  const db = new Driver(join(folder, "specstar.db"));
  db.exec(sql);
  db.close();
}

async function messagesOf(storage: Storage, migrations: readonly Migration[]): Promise<readonly string[]> {
  return (await examine(storage, specs, { migrations })).filter(({ kind }) => kind === "schema-drift").map(({ message }) => message);
}

const models = async (): Promise<Migration> => ({ ...migration("20260101000000_models", await tablesSql()), checksum: "sha256:0" });

it("tells of migrations that wait, were changed or are unknown", async () => {
  const { storage } = await openSqlite();
  const applied = await models();
  expect(await examine(storage, specs, { migrations: [applied] })).toEqual([]);
  const next = migration("20260201000000_next", "SELECT 1;");
  expect(await examine(storage, specs, { migrations: [applied, next] })).toMatchObject([{ kind: "pending-migration", message: expect.stringContaining(next.id) }]);
  expect(kindsOf(await examine(storage, specs, { migrations: [{ ...applied, checksum: "sha256:1" }] }))).toEqual(["changed-migration"]);
  expect(kindsOf(await examine(storage, specs, { migrations: [] }))).toEqual(["unknown-migration"]);
});

it("tells of indexes, columns and tables that are missing or others, and reads on where it can", async () => {
  const { storage, folder } = await openSqlite();
  const migrations = [await models()];
  alter(folder, "DROP INDEX team_unique_data_name");
  expect(await messagesOf(storage, migrations)).toEqual(["The index team_unique_data_name of the table team is missing."]);
  alter(folder, "DROP INDEX person_data_nick; ALTER TABLE person DROP COLUMN data_nick; ALTER TABLE person ADD COLUMN data_nick REAL");
  expect(await messagesOf(storage, migrations)).toContainEqual("The column data_nick of the table person is of the type REAL, and should be of TEXT.");
  alter(folder, "ALTER TABLE person DROP COLUMN data_nick");
  expect(await messagesOf(storage, migrations)).toContainEqual("The column data_nick of the table person is missing.");
  alter(folder, "DROP TABLE note_revision");
  expect(await messagesOf(storage, migrations)).toContainEqual("The table note_revision is missing.");
});
