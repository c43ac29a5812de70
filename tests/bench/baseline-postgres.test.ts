// The yardstick on PostgreSQL has to be straight, too.
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { issueData } from "../../bench/dataset.js";
import { openIssueStore, type IssueStore } from "../../bench/baseline/postgres/issue-store.js";
import { issueBody, listParameters } from "../../bench/baseline/issue-schema.js";
import { newDatabase } from "../services/postgres-server.js";

let pool: pg.Pool;
let issues: IssueStore;

beforeAll(async () => {
  const schema = readFileSync(new URL("../../bench/baseline/schema.sql", import.meta.url), "utf8");
  pool = new pg.Pool({ connectionString: await newDatabase(schema) });
  issues = openIssueStore(pool);
});
afterAll(() => pool.end());

const data = (i: number) => issueBody.parse(issueData(i));

it("keeps a full snapshot of each revision", async () => {
  const { issueId } = await issues.create(data(1), "anna");
  await issues.update(issueId, data(2), { actor: "bert", isExpected: (revision) => revision === 1 });
  await issues.delete(issueId, { actor: "cleo", isExpected: () => true });
  expect((await issues.listHistory(issueId, { limit: 10 })).items.map(({ op, actor }) => [op, actor])).toEqual([["delete", "cleo"], ["update", "bert"], ["create", "anna"]]);
  expect(JSON.parse(await issues.getSnapshot(issueId, 3))).toEqual(data(2));
  await expect(issues.get(issueId)).rejects.toMatchObject({ status: 410 });
});

it("writes on the condition alone that was given", async () => {
  const { issueId } = await issues.create(data(3), "anna");
  await expect(issues.update(issueId, data(4), { actor: "bert", isExpected: () => false })).rejects.toMatchObject({ status: 412 });
  expect(await issues.get(issueId)).toMatchObject({ id: issueId, revision: 1, ...data(3) });
});

it("loses no update that others make at the same time", async () => {
  const { issueId } = await issues.create(data(5), "anna");
  await Promise.all([6, 7, 8, 9].map((i) => issues.update(issueId, data(i), { actor: "bert", isExpected: () => true })));
  expect(await issues.currentRevision(issueId)).toBe(5);
});

it("lists page by page", async () => {
  for (let i = 0; i < 7; i++) await issues.create({ ...data(i), assignee: "pager" }, "anna");
  const query = { ...listParameters.parse({ limit: 3 }), assignee: "pager" };
  const first = await issues.list(query);
  const second = await issues.list({ ...query, cursor: first.nextCursor ?? "" });
  expect([first.items.length, second.items.length, new Set([...first.items, ...second.items].map(({ id }) => id)).size]).toEqual([3, 3, 6]);
});
