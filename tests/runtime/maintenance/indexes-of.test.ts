import { expect, it } from "vitest";
import { indexesOf } from "../../../runtime/maintenance/doctor/indexes-of.js";

it("follows indexes through what migrations do to them and their tables", () => {
  const first = 'CREATE TABLE a (x TEXT);\nCREATE INDEX a_x ON a (x);\nCREATE UNIQUE INDEX IF NOT EXISTS "a_y" ON "a" (y) WHERE NOT is_deleted;\nCREATE INDEX b_x ON b (x);';
  expect([...indexesOf([{ sql: first }])]).toEqual([["a_x", "a"], ["a_y", "a"], ["b_x", "b"]]);
  const second = "DROP INDEX a_x;\nALTER INDEX b_x RENAME TO b_z;\nALTER TABLE b RENAME TO c;\n-- DROP TABLE c;";
  expect([...indexesOf([{ sql: first }, { sql: second }])]).toEqual([["a_y", "a"], ["b_z", "c"]]);
  expect([...indexesOf([{ sql: first }, { sql: "DROP TABLE IF EXISTS a;" }])]).toEqual([["b_x", "b"]]);
});
