import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage, ResourceManager, type Storage } from "@specstar/runtime";
import { createExpressApp, resourceRouter, serve, type AppOptions, type RunningServer } from "@specstar/runtime/express";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import type { Router } from "express";
import { afterAll } from "vitest";
import { loginSpec } from "../../../fixtures/access/expected/generated/login/login.model.js";
import { issueSpec, type Issue, type IssueIndexed, type IssueInput } from "../../../fixtures/issue/expected/generated/issue/issue.model.js";
import { catalogueSpec } from "../../../fixtures/records/expected/generated/catalogue/catalogue.model.js";
import { memberSpec } from "../../../fixtures/references/expected/generated/member/member.model.js";
import { teamSpec } from "../../../fixtures/references/expected/generated/team/team.model.js";
import { openapiFile } from "./issue-server.js";

export const STORAGES = ["memory", "SQLite"] as const;

const MIGRATIONS = [
  "access/expected/migrations/sqlite/20260101000000_create_login",
  "issue/expected/migrations/sqlite/20260101000000_create_issue",
  "records/expected/migrations/sqlite/20260101000000_create_catalogue",
  "references/expected/migrations/sqlite/20260101000000_create_member_and_team",
];

const HANDLERS = [
  "create",
  "search",
  "count",
  "get",
  "update",
  "delete",
  "restore",
  "switch",
  "listRevisions",
  "getRevision",
  "diff",
  "referrers",
] as const;

/** A server of several models on one storage, whose time stands still unless a test moves it. */
export interface World {
  readonly url: string;
  readonly storage: Storage;
  readonly issues: ResourceManager<Issue, IssueInput, IssueIndexed>;
  readonly clock: { now: Date };
  /** What the app's logger was told. */
  readonly logged: unknown[];
}

export interface WorldOptions extends AppOptions {
  readonly routers?: (managers: Pick<World, "issues">) => Readonly<Record<string, Router>>;
}

const endings: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

export async function startWorld(kind: (typeof STORAGES)[number], { routers, ...options }: WorldOptions = {}): Promise<World> {
  const storage = kind === "memory" ? memoryStorage() : await openSqlite();
  const clock = { now: new Date("2027-01-31T09:30:00.250Z") };
  const logged: unknown[] = [];
  const managerOptions = { clock: () => clock.now };
  const issues = new ResourceManager(issueSpec, storage, managerOptions);
  const managers = {
    issues,
    logins: new ResourceManager(loginSpec, storage, managerOptions),
    catalogues: new ResourceManager(catalogueSpec, storage, managerOptions),
    members: new ResourceManager(memberSpec, storage, managerOptions),
    teams: new ResourceManager(teamSpec, storage, managerOptions),
  };
  const own = Object.fromEntries(Object.entries(managers).map(([name, manager]) => [name, resourceRouter(manager, `/${name}`, HANDLERS)]));
  const app = createExpressApp({ managers, routers: { ...own, ...routers?.(managers) }, openapi: openapiFile() }, { logger: (error) => void logged.push(error), ...options });
  const server: RunningServer = await serve(app, { port: 0, onReady: () => undefined });
  endings.push(() => storage.close(), () => server.close());
  return { url: server.url, storage, issues, clock, logged };
}

async function openSqlite(): Promise<Storage> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-http-world-"));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const storage = sqliteStorage(folder);
  for (const path of MIGRATIONS) {
    const sql = await readFile(new URL(`../../../fixtures/${path}/migration.sql`, import.meta.url), "utf8");
    // Each of them makes the tables that all models share.
    const shared = sql.replaceAll(/CREATE ((?:UNIQUE )?INDEX|TABLE) specstar_/g, "CREATE $1 IF NOT EXISTS specstar_");
    await storage.migrations?.apply({ id: path.slice(path.lastIndexOf("/") + 1), sql: shared, checksum: "sha256:0" });
  }
  return storage;
}
