import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runProject, type Answer, type RunningProject } from "../e2e/running-project.js";
import { newFolder } from "../services/rows/databases.js";
import { newPlace, ROWS, type Row } from "../services/rows/places.js";
import { exampleTables } from "../services/rows/tables.js";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const example = at("../../examples/issue-tracker");
const tables = exampleTables("issue-tracker");

/** A folder to run the example from that has nothing of its own but backend.json. */
async function newProject(row: Row): Promise<string> {
  const [folder, { config }] = await Promise.all([newFolder(), newPlace(row, tables)]);
  await symlink(join(example, "generated"), join(folder, "generated"));
  await writeFile(join(folder, "backend.json"), JSON.stringify(config));
  return folder;
}

function start(folder: string): Promise<RunningProject> {
  const env = { PORT: "0", TSX_TSCONFIG_PATH: at("../tsconfig.json") };
  const tsx = fileURLToPath(import.meta.resolve("tsx"));
  return runProject(folder, [process.execPath, "--import", tsx, join(example, "server.ts")], env);
}

/** What is the same wherever it is kept. */
function outline({ status, body }: Answer): unknown {
  const text = JSON.stringify(body, (key, value: unknown) => (VARYING.has(key) ? undefined : value));
  return { status, body: JSON.parse(text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<uuid>")) };
}

const VARYING = new Set(["uid", "etag", "createdTime", "updatedTime", "requestId", "at", "nextCursor"]);

/** Makes and changes some resources, and tells what was answered; the id is that of an issue with three revisions. */
async function live({ send }: RunningProject): Promise<{ readonly id: string; readonly said: readonly unknown[] }> {
  const project = { key: "SITE", name: "Web site" };
  const issue = { project: "SITE", title: "Cannot log in", labels: ["naïve", "東京"] };
  const [made, again] = [await send("POST", "/projects", project), await send("POST", "/projects", project)];
  const first = await send("POST", "/issues", issue);
  const id = first.body.resourceId;
  const path = `/issues/${id}`;
  const second = await send("PUT", path, { ...issue, severity: "high", dueDate: "2027-01-01T00:00:00.000Z" });
  const third = await send("PUT", path, { ...issue, status: "resolved" });
  const refused = await send("PUT", path, { ...issue, status: "closed" });
  const missing = await send("GET", "/issues/issue:none");
  return { id, said: [made, again, first, second, third, refused, missing].map(outline) };
}

/** Reads all of it. */
async function recall({ send }: RunningProject, id: string): Promise<readonly unknown[]> {
  const queries = [`/issues/${id}`, `/issues/${id}/revisions`, `/issues/${id}/revisions/1`, `/issues/${id}/diff?from=1&to=3`, "/issues?status=resolved&severity[in]=low,medium&count=exact", "/projects", "/changes?since=0"];
  const answers: unknown[] = [];
  for (const query of queries) answers.push(outline(await send("GET", query)));
  return answers;
}

interface Told {
  readonly said: readonly unknown[];
  readonly before: readonly unknown[];
  /** By the server that was started after it. */
  readonly after: readonly unknown[] | null;
}

async function tell(row: Row): Promise<Told> {
  const folder = await newProject(row);
  const first = await start(folder);
  const { id, said } = await live(first).catch((error: unknown) => Promise.reject(new Error(first.said(), { cause: error })));
  const before = await recall(first, id);
  expect(await first.stop(), first.said()).toBe(0);
  if (row === "memory") return { said, before, after: null };
  const second = await start(folder);
  const after = await recall(second, id);
  expect(await second.stop(), second.said()).toBe(0);
  return { said, before, after };
}

describe("the issue tracker", () => {
  let expected: Promise<Told> | undefined;

  it.each(ROWS)("answers on %s as it does in memory, before and after a restart, with another backend.json and nothing else", async (row) => {
    expected ??= tell("memory");
    const { said, before } = await expected;
    const statuses = said.map((answer) => Reflect.get(Object(answer), "status"));
    expect(statuses).toEqual([201, 409, 201, 200, 200, 422, 404]);
    if (row === "memory") return;
    expect(await tell(row)).toEqual({ said, before, after: before });
  }, 180_000);
});
