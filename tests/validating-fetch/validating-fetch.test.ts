import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installJudges } from "../judges/install.js";
import { ACCOUNT, document, json, openAccountServer, type AccountServer } from "./account-server.js";
import type { Document } from "./described.js";
import { validatingFetch, type ValidatingFetch } from "./validating-fetch.js";

let server: AccountServer;
let send: ValidatingFetch;

beforeAll(installJudges, 300_000);
beforeAll(async () => {
  server = await openAccountServer();
  ({ send } = server);
});
afterAll(() => server.close());

let count = 0;

async function create(more: object = {}): Promise<{ readonly path: string; readonly etag: string; readonly modified: string }> {
  const created = await send("/accounts", json("POST", { ...ACCOUNT, email: `a${++count}@example.org`, name: `Ada ${count}`, ...more }));
  const [path, etag, modified] = ["Location", "ETag", "Last-Modified"].map((name) => created.headers.get(name) ?? "");
  return { path: path ?? "", etag: etag ?? "", modified: modified ?? "" };
}

const MERGE = { "Content-Type": "application/merge-patch+json" };
const merge = (body: string, headers: Readonly<Record<string, string>> = {}): RequestInit => ({ method: "PATCH", body, headers: { ...MERGE, ...headers } });

describe("the answers of a server, by its document", () => {
  it("are of conditions that do not hold", async () => {
    const { path, etag } = await create();
    expect((await send(path, { headers: { "If-None-Match": etag } })).status).toBe(304);
    expect((await send(path, { headers: { "If-Match": '"other"' } })).status).toBe(412);
    for (const part of ["", "/revisions/1"]) expect((await send(path + part, { headers: { "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT" } })).status).toBe(412);
    for (const part of ["/revisions", "/diff", "/referrers"]) {
      const tag = (await send(path + part)).headers.get("ETag") ?? "";
      expect((await send(path + part, { headers: { "If-None-Match": tag } })).status).toBe(304);
      expect((await send(path + part, { headers: { "If-Match": '"other"' } })).status).toBe(412);
    }
    for (const part of ["/publish", "/restore", "/purge", "/switch/1", "/revert/1"]) {
      expect((await send(path + part, { method: "POST", headers: { "If-Match": '"other"' } })).status, part).toBe(412);
      expect((await send(path + part, { method: "POST", headers: { "If-None-Match": etag } })).status, part).toBe(412);
    }
  });

  it("are of bodies that are not taken", async () => {
    const { path } = await create();
    for (const [target, method] of [["/accounts", "POST"], [path, "PUT"], ["/accounts/search", "POST"], ["/accounts/bulk", "POST"], ["/batch", "POST"]] as const) {
      expect((await send(target, { method, body: "x" })).status, target).toBe(415);
      expect((await send(target, { method, body: "{", headers: { "Content-Type": "application/json" } })).status, target).toBe(400);
    }
    expect((await send(path, json("PATCH", {}))).headers.get("Accept-Patch")).toContain("application/json-patch+json");
    expect((await send("/blobs", { method: "POST", body: "x", headers: { "Content-Type": "multipart/form-data; boundary=x" } })).status).toBe(415);
    for (const [method, target] of [["POST", "/accounts"], ["PUT", path]] as const) expect((await send(target, json(method, { name: 1 }))).status).toBe(422);
    expect((await send(path, merge('{"seats":0}'))).status).toBe(422);
    expect((await send("/batch", json("POST", { operations: [{ op: "dance" }] }))).status).toBe(422);
    expect((await send("/accounts", json("POST", { ...ACCOUNT, parent: "account:none" }))).status).toBe(422);
  });

  it("are of conflicts", async () => {
    const { path } = await create({ email: "taken@example.org" });
    expect((await send("/accounts", json("POST", { ...ACCOUNT, email: "taken@example.org" }))).status).toBe(409);
    expect((await send(path, merge('{"seats":2}'))).status).toBe(200);
    expect((await send(`${path}?mode=modify`, merge('{"seats":3}'))).status).toBe(409);
    expect((await send("/accounts/bulk", json("POST", { op: "delete", where: {}, most: 1 }))).status).toBe(409);
  });

  it("are of what is gone, or never was", async () => {
    const { path } = await create();
    expect((await send(path, { method: "DELETE" })).status).toBe(200);
    for (const init of [{}, merge("{}"), { method: "DELETE" }]) expect((await send(path, init)).status).toBe(410);
    for (const part of ["/publish", "/switch/1", "/revert/1"]) expect((await send(path + part, { method: "POST" })).status, part).toBe(410);
    for (const part of ["/revisions", "/revisions/1", "/diff", "?revisionId=1", "?includeDeleted=true"]) expect((await send(path + part)).status, part).toBe(200);
    const none = "/accounts/account:none";
    for (const part of ["", "/revisions", "/revisions/1", "/diff", "/referrers", `/blobs/${"0".repeat(64)}`]) expect((await send(none + part)).status, part).toBe(404);
    for (const part of ["/publish", "/restore", "/purge", "/switch/1", "/revert/1"]) expect((await send(none + part, { method: "POST" })).status, part).toBe(404);
    expect((await send("/changesets/0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1e")).status).toBe(404);
    expect((await send("/changesets/0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1e/revert", { method: "POST" })).status).toBe(404);
    expect((await send("/nothing")).status).toBe(404);
  });

  it("are of dry runs and keys", async () => {
    const body = { ...ACCOUNT, email: "key@example.org", name: "Key" };
    expect((await send("/accounts?validateOnly=true", json("POST", body))).status).toBe(200);
    const { path } = await create();
    for (const init of [merge('{"seats":2}'), { method: "DELETE" }, json("PUT", body)]) expect(await (await send(`${path}?validateOnly=true`, init)).json()).toEqual({ valid: true });
    const key = { "Idempotency-Key": "k" };
    const first = await send("/accounts", json("POST", body, key));
    const again = await send("/accounts", json("POST", body, key));
    expect([first.headers.has("Idempotency-Replayed"), again.headers.get("Idempotency-Replayed")]).toEqual([false, "true"]);
    expect((await send("/accounts", json("POST", ACCOUNT, key))).status).toBe(422);
    expect((await send(`${path}/purge?reason=gone`, { method: "POST" })).status).toBe(204);
  });

  it("are of parts of blobs", async () => {
    const logo: unknown = await (await send("/blobs?name=a.txt", { method: "POST", body: "bytes", headers: { "Content-Type": "text/plain" } })).json();
    const { path } = await create({ logo });
    const fileId = typeof logo === "object" && logo !== null && "fileId" in logo ? String(logo.fileId) : "";
    const blob = `${path}/blobs/${fileId}`;
    for (const [headers, status] of [[{}, 200], [{ Range: "bytes=0-1" }, 206], [{ Range: "bytes=9-" }, 416], [{ "If-None-Match": `"${fileId}"` }, 304], [{ "If-Match": '"x"' }, 412]] as const) {
      expect((await send(blob, { headers })).status).toBe(status);
    }
    expect((await send(blob, { method: "HEAD" })).status).toBe(200);
  });

  it("are of parts of resources", async () => {
    const { path } = await create();
    expect(Object.keys(Object(await (await send(`${path}?returns=meta`)).json()))).toEqual(["meta"]);
    expect((await send("/accounts?fields=name,address.city&returns=data&sort=-updatedTime&count=exact")).status).toBe(200);
    expect((await send("/accounts/search", json("POST", { where: { tier: "free" }, fields: ["name"], orderBy: [{ name: "asc" }] }))).status).toBe(200);
  });

  it("are of the server itself", async () => {
    for (const path of ["/openapi.json", "/livez", "/readyz", "/changes?limit=1", "/accounts/count"]) expect((await send(path)).status, path).toBe(200);
    expect((await send("/accounts", { method: "PATCH" })).status).toBe(405);
    expect((await send("/accounts", { method: "OPTIONS" })).status).toBe(204);
    for (const query of ["nonsense=1", "limit=0"]) expect((await send(`/accounts?${query}`)).status).toBe(400);
  });
});

/** The document without one of its parts. */
function without(...keys: readonly string[]): Document {
  const copy: Document = structuredClone(document);
  let part: object = copy;
  for (const key of keys.slice(0, -1)) part = Object(Reflect.get(part, key));
  Reflect.deleteProperty(part, keys.at(-1) ?? "");
  return copy;
}

describe("a fetch that is held to a document", () => {
  it.each([
    ["a status", without("paths", "/accounts/{id}", "get", "responses", "404"), "The status 404 is not documented"],
    ["a header", without("components", "responses", "NotFound", "headers", "Cache-Control"), "The header cache-control is not documented"],
    ["a code", without("components", "responses", "NotFound", "description"), "The code RESOURCE_NOT_FOUND is not documented"],
    ["a member", without("components", "schemas", "Problem", "properties", "code"), "additionalProperties"],
    ["a route", without("paths", "/accounts/{id}", "get"), "The document has no such operation, and the answer is 200"],
  ])("misses %s", async (what, changed, message) => {
    const strict = validatingFetch(changed, server.url);
    const target = what === "a route" ? (await create()).path : "/accounts/account:none";
    await expect(strict(target)).rejects.toThrow(expect.objectContaining({ name: "Undocumented", message: expect.stringContaining(message) }));
  });
});
