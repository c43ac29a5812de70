import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Storage } from "@specstar/runtime";
import { serve } from "@specstar/runtime/express";
import { afterAll, beforeAll, expect } from "vitest";
import { createApp, openManagers, type Managers } from "../../fixtures/life/expected/generated/index.js";
import { documentPath, fixtures } from "../fixture-samples.js";
import { installJudges } from "../judges/install.js";
import type { Document } from "../validating-fetch/described.js";
import { validatingFetch, type ValidatingFetch } from "../validating-fetch/validating-fetch.js";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The tests say what a body must be.
  readonly body: ReturnType<typeof JSON.parse>;
}

export type RequestHeaders = Readonly<Record<string, string>>;

/** A server of the models of fixtures/life, which is held to its document in all that is sent to it. */
export interface World {
  readonly fetch: ValidatingFetch;
  /** Sends a request, with a body as JSON when there is one: to PATCH, a list is a JSON Patch and anything else a merge patch. */
  send(method: string, target: string, body?: unknown, headers?: RequestHeaders): Promise<Answer>;
  /** Makes a resource, and gives its id. */
  make(path: string, data: object, query?: string): Promise<string>;
  /** The data that is current. */
  dataOf(path: string, id: string): Promise<Answer["body"]>;
  /** Where the server is, for requests that it is not held to its document in. */
  url(): string;
  /** What the server works with. */
  managers(): Managers;
  /** Whether the storage lets clients go to the blobs by themselves. */
  offersDirect(): boolean;
}

/** Where in the tests a world stands for the whole of a suite; the server failing at anything fails the suite. */
export function startWorld(openStorage: () => Promise<Storage>): World {
  let sendTo: ValidatingFetch;
  let close: () => Promise<void>;
  let isDirect: boolean;
  let url: string;
  let managers: Managers;
  const failures: unknown[] = [];

  beforeAll(async () => {
    await installJudges();
    const storage = await openStorage();
    isDirect = storage.blobs.direct !== undefined;
    managers = await openManagers(storage);
    const app = inFixture(() => createApp(managers, { actor: (req) => req.get("x-user") ?? "anonymous", logger: (error) => void failures.push(error) }));
    const server = await serve(app, { storage, port: 0, onReady: () => undefined });
    ({ url } = server);
    sendTo = validatingFetch(readLife(), url);
    close = () => server.close();
  }, 300_000);

  afterAll(async () => {
    await close();
    expect(failures).toEqual([]);
  });

  const send: World["send"] = async (method, target, body, headers = {}) => toAnswer(await sendTo(target, toInit(method, body, headers)));
  const make: World["make"] = async (path, data, query = "") => {
    const made = await send("POST", `${path}${query}`, data, { "X-Change-Reason": "Made." });
    expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
    return made.body.resourceId;
  };
  const dataOf: World["dataOf"] = async (path, id) => (await send("GET", `${path}/${id}?returns=data`)).body.data;
  return { fetch: (...given) => sendTo(...given), send, make, dataOf, url: () => url, managers: () => managers, offersDirect: () => isDirect };
}

/** The document of fixtures/life. */
export function readLife(): Document {
  return JSON.parse(readFileSync(documentPath("life"), "utf8"));
}

/** The generated app finds its document from the project's folder. */
function inFixture<Result>(run: () => Result): Result {
  const cwd = process.cwd();
  process.chdir(join(fixtures, "life"));
  try {
    return run();
  } finally {
    process.chdir(cwd);
  }
}

function toInit(method: string, body: unknown, headers: RequestHeaders): RequestInit {
  if (body === undefined) return { method, headers };
  return { method, body: JSON.stringify(body), headers: { "Content-Type": typeOf(method, body), ...headers } };
}

function typeOf(method: string, body: unknown): string {
  if (method !== "PATCH") return "application/json";
  return Array.isArray(body) ? "application/json-patch+json" : "application/merge-patch+json";
}

async function toAnswer(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await jsonOf(response) };
}

/** The JSON of an answer; undefined when it has no body. */
export async function jsonOf(response: Response): Promise<Answer["body"]> {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}
