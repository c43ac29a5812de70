/** A little data for the demo, sent through the server's own API, so that it is validated and versioned like any other. */

import { StepFailed } from "./steps.js";

const PROJECTS = [
  { key: "SITE", name: "Web site", links: [{ title: "Style guide", url: "https://example.org/style" }] },
  { key: "API", name: "Public API", description: "What partners build on." },
];
const MEMBERS = [
  { name: "Alice Moreau", email: "alice@example.org", role: "maintainer", weeklyCapacity: 32 },
  { name: "Bob Tanaka", email: "bob@example.org", role: "developer", notifications: { assigned: true, digest: "daily" } },
];
const ISSUES = [
  {
    project: "SITE",
    title: "Search returns duplicate results",
    severity: "high",
    assignee: "alice@example.org",
    labels: ["search"],
  },
  { project: "SITE", title: "The footer overlaps the cookie notice", severity: "low", labels: ["css"], estimate: 2 },
  { project: "API", title: "Document the rate limits", assignee: "bob@example.org", dueDate: "2027-03-01T00:00:00Z" },
];

/** Fills an empty server; resolves with false when there is something in it already. */
export async function seed(base) {
  const { count } = await send(base, "GET", "/projects/count?includeDeleted=true");
  if (count > 0) return false;
  for (const project of PROJECTS) await send(base, "POST", "/projects", project);
  for (const member of MEMBERS) await send(base, "POST", "/members", member);
  const [first] = await Promise.all(ISSUES.map((issue) => send(base, "POST", "/issues", issue)));
  // One issue with a history to look at.
  const path = `/issues/${first.resourceId}`;
  await send(base, "PUT", path, { ...ISSUES[0], assignee: "bob@example.org", status: "in_progress" });
  await send(base, "PUT", path, {
    ...ISSUES[0],
    assignee: "bob@example.org",
    status: "resolved",
    resolvedAt: new Date().toISOString(),
  });
  return true;
}

async function send(base, method, path, body) {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(base + path, { method, ...init });
  const text = await response.text();
  if (!response.ok) throw new StepFailed(`${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text);
}
