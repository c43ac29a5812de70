import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { resourceRouter, type AppOptions, type HandlerName } from "@specstar/runtime/express";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterAll } from "vitest";
import { IssueManager } from "../../../fixtures/issue/expected/generated/issue/issue.manager.js";
import { call, startIssues, type Answer, type IssueServer } from "./issue-server.js";

/** All writes, and the reads that tell what they did. */
export const HANDLERS: readonly HandlerName[] = [
  "create",
  "search",
  "count",
  "get",
  "update",
  "patch",
  "delete",
  "publish",
  "restore",
  "purge",
  "switch",
  "revert",
  "bulk",
  "listRevisions",
  "getRevision",
];

export interface WriteServer extends IssueServer {
  /** Sends a request to a path behind `/issues`. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Makes an issue, and gives its id. */
  make(data?: object, query?: string): Promise<string>;
}

/** The stores that everything is tried on. */
export const STORES: Readonly<Record<string, () => Promise<Storage>>> = { memory: async () => memoryStorage(), SQLite: openDatabase };

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A folder whose database has the tables of the issue model. */
export async function newDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-writes-"));
  folders.push(folder);
  const storage = sqliteStorage(folder);
  const sql = await readFile(new URL("../../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");
  await storage.migrations?.apply({ id: "20260101000000_models", sql, checksum: "sha256:0" });
  await storage.close();
  return folder;
}

async function openDatabase(): Promise<Storage> {
  return sqliteStorage(await newDatabase());
}

/** Serves every write of the issue model. */
export async function startWrites(storage: Storage, options: AppOptions = {}): Promise<WriteServer> {
  const router = resourceRouter(new IssueManager(storage), "/issues", HANDLERS);
  const server = await startIssues({ storage, routers: { issues: router }, ...options });
  const send: WriteServer["send"] = (method, path, body, headers = {}) => call(`${server.url}/issues${path}`, method, { body, headers });
  const make = async (data: object = {}, query = ""): Promise<string> => {
    const { body } = await send("POST", query, { title: "Broken", ...data });
    return body.resourceId;
  };
  return { ...server, send, make };
}
