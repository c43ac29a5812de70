import { bigInt, dateTime, defineResource, memoryStorage, object, ResourceManager, text, type Storage, type ResourceSpec } from "@specstar/runtime";
import { createExpressApp, resourceRouter, serve, type RunningServer } from "@specstar/runtime/express";
import { afterAll, describe, expect, it } from "vitest";
import { call, openapiFile } from "./issue-server.js";

interface User {
  name: string;
  password: string | null;
  state: string;
  note: string;
  seen: Date | null;
}

type UserInput = Partial<User> & Pick<User, "name">;

/** `password` is write-only, `state` read-only, `note` internal. */
const userSpec: ResourceSpec<User, UserInput, Record<"name" | "password" | "state" | "note.text", string>> = defineResource({
  name: "user",
  schemaVersion: "v1",
  schema: object({
    name: text(),
    password: text().nullable().default(null),
    state: text().default("new"),
    note: object({ text: text().default("secret-note") }).default({ text: "secret-note" }),
    seen: dateTime().nullable().default(null),
    credit: bigInt().default(0n),
  }),
  table: "user",
  indexes: [
    { path: "name", column: "data_name", type: "text" },
    { path: "password", column: "data_password", type: "text" },
    { path: "state", column: "data_state", type: "text" },
    { path: "note.text", column: "data_note_text", type: "text" },
  ],
  unique: [],
  hidden: ["password", "note"],
  protected: ["state", "note"],
});

type Users = ResourceManager<User, UserInput, Record<"name" | "password" | "state" | "note.text", string>>;

const running: RunningServer[] = [];
afterAll(() => Promise.all(running.map((server) => server.close())));

async function openUsers(storage: Storage = memoryStorage()): Promise<{ users: Users; url: string }> {
  const users = new ResourceManager(userSpec, storage);
  const names = ["create", "search", "searchByBody", "count", "get", "update", "delete", "restore", "switch", "listRevisions", "getRevision"] as const;
  const router = resourceRouter(users, "/users", names);
  const app = createExpressApp({ managers: { users }, routers: { users: router }, openapi: openapiFile() }, {});
  const server = await serve(app, { port: 0, onReady: () => undefined });
  running.push(server);
  return { users, url: `${server.url}/users` };
}

describe("hidden fields", () => {
  it("are taken, and never leave by any route", async () => {
    const { users, url } = await openUsers();
    const created = await call(url, "POST", { body: { name: "ann", password: "secret-1", credit: "12345678901234567890" } });
    expect(created.status).toBe(201);
    const { resourceId: id } = created.body;
    expect((await users.get(id)).data).toMatchObject({ password: "secret-1", note: { text: "secret-note" } });
    const answers = [
      created,
      await call(`${url}/${id}`),
      await call(`${url}/${id}?revisionId=1`),
      await call(url),
      await call(`${url}?name[eq]=ann&sort=state`),
      await call(`${url}/search`, "POST", { body: {} }),
      await call(`${url}?returns=meta`),
      await call(`${url}/${id}?returns=meta,data&fields=name,state`),
      await call(`${url}/${id}`, "PUT", { body: { name: "ann", password: "secret-2" } }),
      await call(`${url}/${id}/revisions`),
      await call(`${url}/${id}/revisions/1`),
      await call(`${url}/${id}/switch/1`, "POST"),
      await call(`${url}/${id}`, "DELETE"),
      await call(`${url}/${id}/restore`, "POST"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, ...Array.from({ length: 13 }, () => 200)]);
    for (const { body } of answers) expect(JSON.stringify(body)).not.toMatch(/secret|password|note/);
    expect(answers[1]?.body).toMatchObject({
      data: { name: "ann", state: "new", seen: null, credit: "12345678901234567890" },
      meta: { indexedData: { name: "ann", state: "new" } },
    });
  });

  it("can't be guessed from the hash of the data; a change of one is a change all the same", async () => {
    const { users, url } = await openUsers();
    const [one, other] = await Promise.all(["0001", "0002"].map((password) => call(url, "POST", { body: { name: "ann", password } })));
    expect(one?.body.dataHash).toBe(other?.body.dataHash);
    const id = one?.body.resourceId;
    const changed = await call(`${url}/${id}`, "PUT", { body: { name: "ann", password: "0003" } });
    expect([changed.body.revisionId, changed.body.dataHash]).toEqual([`${id}:2`, one?.body.dataHash]);
    expect((await call(`${url}/${id}`, "PUT", { body: { name: "ann", password: "0003" } })).body.revisionId).toBe(`${id}:2`);
    expect((await users.get(id)).data).toMatchObject({ password: "0003" });
  });

  it("are nothing to search, count or sort by: that would tell of them", async () => {
    const { url } = await openUsers();
    for (const path of ["?password[startsWith]=s", "/count?password=a", "?sort=password", "?note.text=secret-note"]) {
      const { status, body } = await call(`${url}${path}`);
      expect([status, body.code]).toEqual([400, "INVALID_QUERY"]);
      expect(body.errors[0].message).toContain("There are: name, state, resourceId");
    }
    const nested = await call(`${url}?filter=${encodeURIComponent('password STARTS WITH "s"')}`);
    const where = await call(`${url}/search`, "POST", { body: { where: { password: "a" } } });
    for (const { status, body } of [nested, where]) {
      expect([status, body.errors[0].message]).toEqual([400, expect.stringContaining('There is no indexed field "password"')]);
      expect(body.errors[0].message).toContain("There are: name, state, resourceId");
    }
  });

  it("are no fields to choose", async () => {
    const { users, url } = await openUsers();
    const { resourceId: id } = await users.create({ name: "ann" });
    for (const path of [`?fields=password`, `?fields=name,note.text`, `/${id}?fields=passwort`]) {
      const { status, body } = await call(`${url}${path}`);
      expect([status, body.code, body.errors.length]).toEqual([400, "INVALID_QUERY", 1]);
      expect(body.errors[0]).toEqual({ path: "fields", message: expect.stringMatching(/^There is no field "[a-z.]+"\. There are: name, state, seen, credit\.$/) });
    }
  });
});

describe("protected fields", () => {
  it("are refused in a body, each by its name", async () => {
    const { url } = await openUsers();
    const message = "The server sets this field: leave it out.";
    const { status, body } = await call(url, "POST", { body: { name: "ann", state: "new", note: null } });
    expect([status, body.code]).toEqual([422, "VALIDATION_FAILED"]);
    expect(body.errors).toEqual([{ path: "/state", message }, { path: "/note", message }]);
    const created = await call(url, "POST", { body: { name: "ann" } });
    const put = await call(`${url}/${created.body.resourceId}`, "PUT", { body: { name: "ann", state: "new" } });
    expect([put.status, put.body.errors]).toEqual([422, [{ path: "/state", message }]]);
  });

  it("keep what the server has set when a body replaces the rest", async () => {
    const { users, url } = await openUsers();
    const seen = new Date("2026-01-31T09:30:00Z");
    const { resourceId: id } = await users.create({ name: "ann", state: "active", password: "p", seen });
    expect((await call(`${url}/${id}`, "PUT", { body: { name: "bob" } })).status).toBe(200);
    const { data } = await users.get(id);
    expect(data).toMatchObject({ name: "bob", state: "active", note: { text: "secret-note" }, password: null, seen: null });
    const again = await call(`${url}/${id}`, "PUT", { body: { name: "bob" } });
    expect(again.body.revisionId).toBe(`${id}:2`);
    expect((await call(`${url}/${id}`, "PUT", { body: { name: 1 } })).status).toBe(422);
    expect((await call(`${url}/${id}`, "PUT", { body: [] })).status).toBe(422);
    expect((await call(`${url}/user:none`, "PUT", { body: { name: "bob" } })).status).toBe(404);
  });
});
