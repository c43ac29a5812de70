/** What a person does with a client, wherever it runs: imports types alone, so that a browser can take it as it is. */
import type { Client, Result } from "../../fixtures/issue/expected/generated/client.js";

/** Everything that one pass over the routes has seen. */
export interface Report {
  readonly dueDate: string;
  readonly statuses: readonly string[];
  readonly notModified: boolean;
  readonly conflict: string;
  readonly invalid: readonly string[];
  readonly found: readonly string[];
  readonly none: number;
  readonly count: number;
  readonly titles: readonly string[];
  readonly pages: readonly number[];
  readonly total: number | undefined;
  readonly ops: readonly string[];
  readonly first: string;
  readonly gone: string;
  readonly aborted: string;
}

/** Goes over all routes of an empty server. */
export async function workWithIssues({ issues }: Client): Promise<Report> {
  const dueDate = new Date("2027-01-02T03:04:05.678Z");
  const created = demand(await issues.create({ title: "Login, with a comma", severity: "high", dueDate }));
  const id = created.resourceId;
  for (const title of ["b", "c", "d"]) demand(await issues.create({ title, assignee: title === "d" ? null : `${title},x&y=z` }, { status: "draft" }));
  const read = demand(await issues.get(id));
  const updated = demand(await issues.update(id, { ...read.data, status: "resolved" }, { ifMatch: read.etag }));
  const stale = await issues.update(id, { ...read.data, title: "lost" }, { ifMatch: read.etag });
  const invalid = await issues.create({ title: "x".repeat(201) });
  const found = demand(await issues.search({ where: { dueDate: { ge: dueDate, lt: "2028-01-01" }, severity: { in: ["high", "low"] } }, orderBy: [{ dueDate: "asc" }, { updatedTime: "desc" }] }));
  const page = demand(await issues.search({ where: { assignee: { in: ["b,x&y=z", "c,x&y=z"] } }, orderBy: [{ assignee: "desc" }], count: "exact" }));
  const titles: string[] = [];
  for await (const { data } of issues.each({ where: { assignee: { ne: null } }, orderBy: [{ assignee: "asc" }], limit: 1 })) titles.push(data.title);
  const pages: number[] = [];
  for await (const { items } of issues.eachPage({ limit: 3 })) pages.push(items.length);
  demand(await issues.delete(id));
  const gone = await issues.get(id);
  demand(await issues.restore(id));
  demand(await issues.switch(id, 1));
  const ops: string[] = [];
  for await (const { op } of issues.eachRevision(id, { limit: 2 })) ops.push(op);
  const stopped = new AbortController();
  stopped.abort();
  return {
    dueDate: read.data.dueDate instanceof Date ? read.data.dueDate.toISOString() : "no date",
    statuses: [created.status, read.data.status, updated.status],
    notModified: demand(await issues.get(id, { ifNoneMatch: demand(await issues.get(id)).etag })) === null,
    conflict: codeOf(stale),
    invalid: invalid.ok || invalid.error.code !== "VALIDATION_FAILED" ? [] : invalid.error.errors.map(({ path }) => path),
    found: found.items.map(({ data }) => data.title),
    none: demand(await issues.count({ where: { assignee: { in: [] } } })),
    count: demand(await issues.count({ where: { assignee: null } })),
    titles,
    pages,
    total: page.total,
    ops,
    first: demand(await issues.getRevision(id, 1)).data.status,
    gone: codeOf(gone),
    aborted: codeOf(await issues.search({ signal: stopped.signal })),
  };
}

function codeOf<Value>(result: Result<Value>): string {
  return result.ok ? "none" : result.error.code;
}

function demand<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

/** What the report must be. */
export const EXPECTED: Report = {
  dueDate: "2027-01-02T03:04:05.678Z",
  statuses: ["stable", "open", "stable"],
  notModified: true,
  conflict: "REVISION_CONFLICT",
  invalid: ["/title"],
  found: ["Login, with a comma"],
  none: 0,
  count: 2,
  titles: ["b", "c"],
  pages: [3, 1],
  total: 2,
  ops: ["restore", "delete", "update", "create"],
  first: "open",
  gone: "RESOURCE_DELETED",
  aborted: "ABORTED",
};
