/** What somebody writes who knows the server by its OpenAPI document alone. */

import createClient from "openapi-fetch";
import type { components, paths } from "./generated/issue.js";

type Schemas = components["schemas"];
type Issue = Schemas["Issue"];

/** Everything that one pass over the routes has seen. */
export interface Report {
  readonly title: string;
  readonly found: readonly string[];
  readonly count: number;
  readonly problem: string;
  readonly ops: readonly string[];
  readonly first: Issue["status"];
  readonly restored: boolean;
}

/**
 * Creates an issue and works with it.
 *
 * @throws Error when an answer is not the one that the document promises.
 */
export async function workWithIssues(baseUrl: string): Promise<Report> {
  const client = createClient<paths>({ baseUrl, querySerializer });
  const created = await client.POST("/issues", { body: { title: "Login fails", severity: "high" } });
  const id = written(demand(created.data)).resourceId;
  const path = { params: { path: { id } } };

  const list = await client.GET("/issues", {
    params: { query: { status: { eq: "open" }, severity: { in: ["medium", "high"] }, createdTime: { ge: "2020-01-01" }, sort: ["-updatedTime", "status"], limit: 20 } },
  });
  const counted = await client.GET("/issues/count", { params: { query: { assignee: { isNull: true } } } });

  const read = await client.GET("/issues/{id}", path);
  const { data, revision } = whole(demand(read.data));
  const body = { ...data, status: "resolved" as const, resolvedAt: new Date().toISOString() };
  const ifMatch = { "If-Match": demand(read.response.headers.get("ETag") ?? undefined) };
  const updated = await client.PUT("/issues/{id}", { params: { ...path.params, header: ifMatch }, body });
  const stale = await client.PUT("/issues/{id}", { params: { ...path.params, header: ifMatch }, body });

  await client.DELETE("/issues/{id}", path);
  await client.POST("/issues/{id}/restore", path);
  const history = await client.GET("/issues/{id}/revisions", { params: { ...path.params, query: { limit: 10 } } });
  const old = await client.GET("/issues/{id}/revisions/{n}", { params: { path: { id, n: 1 } } });
  const switched = await client.POST("/issues/{id}/switch/{n}", { params: { path: { id, n: written(demand(updated.data)).revisionId } } });

  return {
    title: data.title,
    found: demand(list.data).items.map(whole).map(({ data: { title }, meta }) => `${title} (${meta.indexedData.severity})`),
    count: demand(counted.data).count,
    problem: demand(stale.error).code,
    ops: demand(history.data).items.map(({ op }) => op),
    first: demand(old.data).data.status,
    restored: !demand(switched.data).isDeleted && revision.parentRevisionId === null,
  };
}

function listed(value: unknown): string {
  return [value].flat().map((item) => encodeURIComponent(String(item))).join(",");
}

/** The library does not read the document at run time, and leaves lists within filters to who uses it. */
function querySerializer(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([operator, operand]) => `${name}[${operator}]=${listed(operand)}`)
      : [`${name}=${listed(value)}`],
  );
  return pairs.join("&");
}

/** Only a dry run leaves no revision. */
function written(answer: Schemas["RevisionInfo"] | { readonly valid: true }): Schemas["RevisionInfo"] {
  if ("valid" in answer) throw new Error("This was no dry run.");
  return answer;
}

/** Only a request that chooses parts of a resource is answered with less. */
function whole(resource: Schemas["IssueResource"] | Schemas["PartialResource"]): Schemas["IssueResource"] {
  if (!isWhole(resource)) throw new Error("This was no choice of parts.");
  return resource;
}

function isWhole(resource: Schemas["IssueResource"] | Schemas["PartialResource"]): resource is Schemas["IssueResource"] {
  return "data" in resource && "revision" in resource && "meta" in resource;
}

function demand<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("The server has not answered as its document says.");
  return value;
}
