import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { createExpressApp, serve, type AppOptions, type RunningServer } from "@specstar/runtime/express";
import type { Router } from "express";
import { afterAll } from "vitest";
import { IssueManager } from "../../../fixtures/issue/expected/generated/issue/issue.manager.js";
import { issueRouter } from "../../../fixtures/issue/expected/generated/issue/issue.router.js";

export const OPENAPI = '{"openapi":"3.1.0","info":{"title":"Issues","version":"1"},"paths":{}}';

export interface IssueServer extends RunningServer {
  readonly issues: IssueManager;
  readonly storage: Storage;
  /** What the app's logger was told. */
  readonly logged: { readonly error: unknown; readonly path: string; readonly requestId: string }[];
}

export interface IssueServerOptions extends AppOptions {
  readonly storage?: Storage;
  readonly routers?: Readonly<Record<string, Router>>;
}

const folder = mkdtempSync(join(tmpdir(), "specstar-http-"));
const running: RunningServer[] = [];

afterAll(async () => {
  await Promise.all(running.map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

/** A file that an app can serve as its OpenAPI document; removed after the tests of the file. */
export function openapiFile(): string {
  const path = join(folder, "openapi.json");
  writeFileSync(path, OPENAPI);
  return path;
}

/** Serves the generated Issue router on memory, or on the storage given; stopped after the tests of the file. */
export async function startIssues({ storage = memoryStorage(), routers, ...options }: IssueServerOptions = {}): Promise<IssueServer> {
  const issues = new IssueManager(storage);
  const logged: IssueServer["logged"] = [];
  const logger: AppOptions["logger"] = (error, { path, requestId }) => void logged.push({ error, path, requestId });
  const parts = { managers: { issues }, routers: { issues: issueRouter(issues), ...routers }, openapi: openapiFile() };
  const server = await serve(createExpressApp(parts, { logger, ...options }), { port: 0, onReady: () => undefined });
  running.push(server);
  return { ...server, issues, storage, logged };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The tests say what a body must be.
  readonly body: ReturnType<typeof JSON.parse>;
}

/** Sends a request, with a body as JSON when there is one, and reads the answer's JSON. */
export async function call(url: string, method = "GET", options: { readonly body?: unknown; readonly headers?: Record<string, string> } = {}): Promise<Answer> {
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body), headers: { "Content-Type": "application/json", ...options.headers } };
  const response = await fetch(url, { method, headers: options.headers ?? {}, ...body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}
