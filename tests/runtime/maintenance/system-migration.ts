import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Migration } from "@specstar/runtime";

const sql = readFileSync(new URL("../../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");

/** The tables that all models share, and those of a few models, for SQLite. */
export const systemMigration: Migration = {
  id: "20260101000000_models",
  sql,
  checksum: `sha256:${createHash("sha256").update(sql).digest("hex")}`,
  down: null,
  parent: null,
  risks: [],
  downRisks: [],
};
