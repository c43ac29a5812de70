import { describe, expect, it } from "vitest";
import { LockFileError } from "../../../../generator/emitters/migrations/lock-file.js";
import { indexedModel, project } from "../model-ir.js";
import { Migrations } from "./database.js";

const issue = indexedModel("Issue", { status: "text" });
const account = indexedModel("Account", {});
const order = indexedModel("Order", {});

function generated(...projects: readonly (typeof issue)[][]): Migrations {
  const migrations = new Migrations("postgres");
  for (const models of projects) migrations.generate(project(...models));
  return migrations;
}

function failure(migrations: Migrations): string {
  try {
    migrations.generate(project(issue));
  } catch (error) {
    if (error instanceof LockFileError) return error.message;
  }
  return "";
}

describe("a chain of migrations", () => {
  it("names the one before in each, and the hash of the text", () => {
    const [first, second] = generated([issue], [issue, account]).all;
    expect(first?.up).toMatch(/^-- Written once .*\n-- parent: none\n-- checksum: sha256:[0-9a-f]{64}\n\n/);
    expect(second?.up).toContain(`\n-- parent: ${first?.id}\n`);
    expect(second?.down).toContain(`\n-- parent: ${first?.id}\n-- needs consent: drops the tables account and account_revision with every Account in them\n`);
  });

  it("is not broken by other line ends", () => {
    const migrations = generated([issue], [issue, account]);
    const windows = migrations.all.map(({ id, up, down }) => ({ id, up: up.replaceAll("\n", "\r\n"), down }));
    migrations.all.splice(0, 2, ...windows);
    expect(failure(migrations)).toBe("");
  });

  it("refuses one that was edited", () => {
    const migrations = generated([issue]);
    const [first = { id: "", up: "", down: "" }] = migrations.all;
    migrations.all.splice(0, 1, { ...first, up: `${first.up}-- more\n` });
    expect(failure(migrations)).toMatch(/postgres migration "20260101000000_create_issue" was edited/);
  });

  it("refuses one whose folder was renamed, and one that is missing", () => {
    const renamed = generated([issue], [issue, account]);
    const [first = { id: "", up: "", down: "" }] = renamed.all;
    renamed.all.splice(0, 1, { ...first, id: "20260101000000_first" });
    expect(failure(renamed)).toMatch(/follows "20260101000000_create_issue", which is not there: its folder was renamed or deleted/);
    const missing = generated([issue], [issue, account]);
    missing.all.pop();
    expect(failure(missing)).toMatch(/names the postgres migration "20260101000001_create_account", which is not there/);
  });

  it("explains two that come from two branches", () => {
    const [ours, theirs] = [generated([issue], [issue, account]), generated([issue])];
    const other = theirs.generate(project(issue, order), new Date("2026-02-01T00:00:00Z"));
    if (other !== undefined) ours.all.push(other);
    expect(failure(ours)).toMatch(/"20260101000001_create_account" and "20260201000000_create_order" both follow "20260101000000_create_issue": they come from two branches.*delete the folder of the other one, and generate again/);
  });

  it("refuses a lock file that is older than the migrations", () => {
    const migrations = generated([issue]);
    const { lock } = migrations;
    migrations.generate(project(issue, account));
    migrations.lock = lock;
    expect(failure(migrations)).toMatch(/ends at .* but "20260101000001_create_account" follows it/);
  });
});
