import { describe, expect, it } from "vitest";
import type { Model } from "../../../../generator/ir/model.js";
import { field, model, project, text } from "../model-ir.js";
import { MigratedDatabase } from "./database.js";

/** A model with indexed text fields; each as `name` or `name<before`. */
function issue(schemaVersion: string, ...names: readonly string[]): Model {
  const fields = names.map((each) => each.split("<")).map(([name = "", before]) => field(name, text, { nullable: true, renamedFrom: before ?? null }));
  return model("Issue", { schemaVersion, fields, indexes: fields.map(({ name }) => ({ path: name, type: "text", nullable: true, list: false, renamedFrom: null })) });
}

/** A database with one row, taken through the models, and the row's columns then. */
async function migrated(first: Model, ...others: readonly Model[]): Promise<Record<string, unknown>> {
  const database = new MigratedDatabase();
  database.migrate(project(first));
  const values = first.indexes.map(({ path }) => path);
  const payload = JSON.stringify(Object.fromEntries(values.map((path) => [path, `was ${path}`])));
  await database.database.run("INSERT INTO specstar_payload (uid, data) VALUES ('u', $1)", payload);
  const meta = "resource_id, current_revision, etag, schema_version, total_revision_count, created_time, created_by, updated_time, updated_by, is_deleted, meta, payload_uid, revision";
  const columns = values.map((path) => `, data_${path}`).join("");
  const shown = values.map((path) => `, 'was ${path}'`).join("");
  await database.database.run(`INSERT INTO issue (${meta}${columns}) VALUES ('i', 1, 'e', 'v1', 1, 't', 'a', 't', 'a', 0, '{}', 'u', '{}'${shown})`);
  for (const each of others) database.migrate(project(each));
  const fresh = new MigratedDatabase();
  fresh.migrate(project(others.at(-1) ?? first));
  expect(await database.describe()).toEqual(await fresh.describe());
  const [row = {}] = await database.database.run("SELECT * FROM issue");
  return Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith("data_")));
}

describe("a renamed field", () => {
  it("keeps its column, under the new name", async () => {
    const database = new MigratedDatabase();
    database.migrate(project(issue("v1", "owner")));
    const sql = database.migrate(project(issue("v2", "assignee<owner")));
    expect(sql).toContain("ALTER TABLE issue RENAME COLUMN data_owner TO data_assignee;");
    expect(sql).not.toContain("UPDATE");
    expect(await migrated(issue("v1", "owner"), issue("v2", "assignee<owner"))).toEqual({ data_assignee: "was owner" });
  });

  it("may take the name of one that is renamed as well", async () => {
    expect(await migrated(issue("v1", "a", "b"), issue("v2", "b<a", "c<b"))).toEqual({ data_b: "was a", data_c: "was b" });
    expect(await migrated(issue("v1", "a", "b"), issue("v2", "a<b", "b<a"))).toEqual({ data_a: "was b", data_b: "was a" });
    expect(await migrated(issue("v1", "a", "b", "c"), issue("v2", "a<b", "b<c", "c<a"))).toEqual({ data_a: "was b", data_b: "was c", data_c: "was a" });
  });

  it("is renamed once, however long the tag stands there", async () => {
    const swapped = issue("v2", "a<b", "b<a");
    expect(await migrated(issue("v1", "a", "b"), swapped, swapped, issue("v3", "a<b", "b<a", "c"))).toEqual({ data_a: "was b", data_b: "was a", data_c: null });
  });

  it("that is indexed only later is filled from data of every age", async () => {
    const plain = (version: string, name: string): Model => ({ ...issue(version, name), indexes: [] });
    expect(await migrated(issue("v1", "a"), plain("v2", "b<a"), plain("v3", "c<b"), issue("v4", "c"))).toEqual({ data_c: "was a" });
  });

  it("is never guessed", async () => {
    expect(await migrated(issue("v1", "owner"), issue("v2", "assignee"))).toEqual({ data_assignee: null });
  });
});
