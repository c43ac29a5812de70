import { describe, expect, it } from "vitest";
import { emitMigration } from "../../../../generator/emitters/emit-migration.js";
import { EMPTY_DATABASE, EMPTY_LOCK, LockFileError } from "../../../../generator/emitters/migrations/lock-file.js";
import { printLock } from "../../../../generator/emitters/migrations/print-lock.js";
import type { ExistingMigration } from "../../../../generator/emitters/migrations/check-chain.js";
import { indexedModel, project } from "../model-ir.js";
import { MigratedDatabase } from "./database.js";

const issue = indexedModel("Issue", { status: "text", dueDate: "date" });
const account = indexedModel("Account", { email: "text", seats: "integer" }, { unique: [["email"]] });

const SHARED = ["blob_use", "change", "job", "job_log", "payload", "receipt", "reference"].map((name) => `specstar_${name}`);

function migrated(...projects: readonly (typeof issue)[][]): MigratedDatabase {
  const database = new MigratedDatabase();
  for (const models of projects) database.migrate(project(...models));
  return database;
}

describe("emitMigration", () => {
  it("writes nothing when nothing has changed", () => {
    const database = migrated([issue]);
    const before = database.lock;
    expect(database.migrate(project(issue))).toBeUndefined();
    expect(database.lock).toBe(before);
  });

  it("gives the tables of the first run", async () => {
    const tables = await migrated([issue, account]).describe();
    expect(Object.keys(tables)).toEqual(["account", "account_revision", "issue", "issue_revision", ...SHARED]);
  });

  it("gives the tables that all models share to a project without models", async () => {
    const database = migrated([]);
    expect(database.ids).toEqual(["20260101000000_create_specstar"]);
    expect(Object.keys(await database.describe())).toEqual(SHARED);
  });

  it("adds a model, a column and an index", async () => {
    const more = indexedModel("Issue", { status: "text", dueDate: "date", votes: "integer" }, { compoundIndexes: [["status", "votes"]] });
    const database = migrated([issue], [more, account]);
    expect(await database.describe()).toEqual(await migrated([more, account]).describe());
    expect(database.ids).toEqual(["20260101000000_create_issue", "20260101000001_create_account_and_change_issue"]);
    await expect(database.sql[1]).toMatchFileSnapshot("expected/create-account-and-change-issue.sql");
  });

  it("keeps the tables of a model that is gone, and goes on with them when it comes back", async () => {
    const database = migrated([issue, account], [issue]);
    expect(database.ids).toHaveLength(1);
    expect(await database.describe()).toEqual(await migrated([issue, account]).describe());
    expect(JSON.parse(database.lock ?? "")).toMatchObject({ databases: { sqlite: { tables: [{ table: "account", removed: true }, { table: "issue", removed: false }] } } });
    expect(database.migrate(project(issue, account))).toBeUndefined();
    expect(database.lock).toBe(migrated([issue, account]).lock);
  });

  it("makes a column anew when its type has changed, with its indexes", async () => {
    const changed = indexedModel("Issue", { status: "integer", dueDate: "date" });
    const database = migrated([issue], [changed]);
    expect(await database.describe()).toEqual(await migrated([changed]).describe());
    expect(database.sql[1]).toContain("DROP COLUMN data_status");
  });

  it("says in a comment that a unique index may fail", () => {
    const database = migrated([issue], [{ ...issue, unique: [["status", "dueDate"]] }]);
    expect(database.sql[1]).toContain("A unique index fails while resources share a value");
  });

  it("lets searches that leave out deleted resources use a unique index", () => {
    const { sqlite } = migrated([account]);
    const plan = sqlite.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT 1 FROM account AS m WHERE NOT m."is_deleted" AND m."data_email" IS 'a'`).all();
    expect(plan.map(({ detail }) => detail).join()).toContain("account_unique_data_email");
  });

  it("quotes nothing that stands in a path, and takes nothing of it for SQL", async () => {
    const hostile = indexedModel("Issue", { "address.it's \"x\"": "text" });
    const database = migrated([indexedModel("Issue", {})], [hostile]);
    expect(await database.describe()).toEqual(await migrated([hostile]).describe());
  });
});

/** Migrations as they were written before they had a header. */
function existing(ids: readonly string[]): { readonly sqlite: readonly ExistingMigration[] } {
  return { sqlite: ids.map((id) => ({ id, sql: "-- By hand.\n\nSELECT 1;\n" })) };
}

/** The newest id once the models are there, after those that there are already. */
function idAfter(ids: readonly string[], now: string, ...models: readonly (typeof issue)[]): string {
  const lock = ids.length === 0 ? null : printLock({ ...EMPTY_LOCK, databases: { sqlite: { ...EMPTY_DATABASE, newest: ids[0] ?? null } } });
  return emitMigration(project(...models), { migrations: "migrations", dialects: ["sqlite"], lock, existing: existing(ids), now: new Date(now) }).newest.sqlite ?? "";
}

describe("the ids of migrations", () => {
  it("begin with the time in UTC", () => {
    expect(idAfter([], "2026-12-31T23:59:59.999Z", issue)).toBe("20261231235959_create_issue");
  });

  it("come after all others, even when the clock does not", () => {
    expect(idAfter(["20261231235959_create_b", "20260101000000_a"], "2026-01-01T00:00:00Z", issue)).toBe("20270101000000_create_issue");
  });

  it("say what changes, in forty characters", () => {
    expect(idAfter([], "2026-01-01T00:00:00Z", issue, account)).toBe("20260101000000_create_account_and_issue");
    const many = ["One", "Two", "Three", "Four", "Five", "Six", "Seven"].map((name) => indexedModel(name, {}));
    expect(idAfter([], "2026-01-01T00:00:00Z", ...many)).toBe("20260101000000_create_7_models");
    const long = indexedModel("CustomerInvoiceLineAdjustmentHistoryItem", {});
    expect(idAfter([], "2026-01-01T00:00:00Z", long)).toBe("20260101000000_create_customer_invoice_line_adjustment");
  });
});

describe("a lock file that is not right", () => {
  const emit = (lock: string | null, migrationIds: readonly string[] = []) => () =>
    emitMigration(project(issue), { migrations: "migrations", dialects: ["sqlite"], lock, existing: existing(migrationIds), now: new Date(0) });
  const good = JSON.parse(migrated([issue]).lock ?? "");

  it.each([
    ["no JSON", "<<<<<<< HEAD"],
    ["another version", JSON.stringify({ ...good, version: 3 })],
    ["shared tables of a later version", JSON.stringify({ ...good, databases: { sqlite: { ...good.databases.sqlite, system: 99 } } })],
    ["another shape", JSON.stringify({ ...good, databases: { sqlite: { ...good.databases.sqlite, tables: [{ table: "issue" }] } } })],
    ["a list", "[]"],
  ])("is refused: %s", (_, lock) => {
    expect(emit(lock)).toThrow(LockFileError);
  });

  it("is refused when the migrations are not there, or come from elsewhere", () => {
    expect(emit(JSON.stringify(good), ["20250101000000_other"])).toThrow(/20260101000000_create_issue.*not there/);
    expect(emit(null, ["20250101000000_other"])).toThrow(/but no specstar.lock.json/);
    expect(emit(JSON.stringify(good), ["20260101000000_create_issue", "mine"])).not.toThrow();
  });
});
