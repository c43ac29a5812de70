import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, it } from "vitest";
import * as sql from "../../../../runtime/stores/sqlite/job-sql.js";
import { newDatabase } from "./new-place.js";

const file = new Sqlite(join(await newDatabase(), "specstar.db"));

/** How SQLite goes about a statement, a line for each step. */
function planOf(text: string): string[] {
  const parameters = Array.from({ length: text.split("?").length - 1 }, () => "[]");
  return file.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(parameters).map(({ detail }) => detail);
}

it("seeks to the first jobs of a priority, in their order", () => {
  const place = "(model=? AND is_schedule=? AND priority=? AND due_at<?)";
  expect(planOf(sql.listWaiting)).toEqual([`SEARCH specstar_job USING INDEX specstar_job_waiting ${place}`]);
  expect(planOf(sql.nextWaiting)).toEqual(["SEARCH specstar_job USING INDEX specstar_job_waiting (model=? AND is_schedule=? AND priority<?)"]);
  expect(planOf(sql.listUnsent)).toEqual(["SEARCH specstar_job USING INDEX specstar_job_unsent (model=? AND priority=? AND due_at<?)"]);
  expect(planOf(sql.nextUnsent)).toEqual(["SEARCH specstar_job USING INDEX specstar_job_unsent (model=? AND priority<?)"]);
});

it("looks at those that were lost and those that nobody heard of alone", () => {
  expect(planOf(sql.listLost)).toEqual(["SEARCH specstar_job USING INDEX specstar_job_held (model=? AND lease_until<?)", "USE TEMP B-TREE FOR ORDER BY"]);
  expect(planOf(sql.listUnheard)).toEqual(["SEARCH specstar_job USING INDEX specstar_job_sent (model=? AND sent_until>? AND sent_until<?)", "USE TEMP B-TREE FOR ORDER BY"]);
  expect(planOf(sql.countHeld)[0]).toBe("SEARCH specstar_job USING INDEX specstar_job_held (model=? AND lease_until>?)");
});

it("finds a job by its id", () => {
  for (const text of [sql.hold, sql.renew, sql.release, sql.requestCancel, sql.send, sql.readToken, sql.dropRow]) {
    expect(planOf(text)).toEqual([expect.stringMatching(/^SEARCH specstar_job USING (COVERING )?INDEX sqlite_autoindex_specstar_job_1 \(resource_id=\?\)$/)]);
  }
});
