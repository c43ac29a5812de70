import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, unwrap, type Client } from "../../fixtures/account/expected/generated/client.js";
import { Tier } from "../../fixtures/account/models/account.js";
import { installJudges } from "../judges/install.js";
import { ACCOUNT, openAccountServer, type AccountServer } from "../validating-fetch/account-server.js";

/* Every call is held to the server's OpenAPI document as well. */

let server: AccountServer;
let client: Client;

beforeAll(installJudges, 300_000);
beforeAll(async () => {
  server = await openAccountServer();
  client = createClient({ baseUrl: server.url, fetch: server.send });
});
afterAll(() => server.close());

let count = 0;
const account = (more: object = {}) => ({ ...ACCOUNT, email: `a${++count}@example.org`, name: `Ada ${count}`, ...more });
const create = async (more?: object) => (await unwrap(client.accounts.create(account(more)))).resourceId;

describe("drafts and patches", () => {
  it("changes a draft in place, and publishes it", async () => {
    const { resourceId, etag } = await unwrap(client.accounts.create(account(), { status: "draft", reason: "Drafted – to begin with" }));
    const patched = await unwrap(client.accounts.patch(resourceId, { seats: 3, shipTo: [] }, { mode: "modify", ifMatch: etag }));
    expect(patched).toMatchObject({ revisionId: `${resourceId}:1`, status: "draft" });
    expect(await unwrap(client.accounts.publish(resourceId, { ifMatch: patched.etag }))).toMatchObject({ status: "stable", op: "create" });
    expect(await client.accounts.patch(resourceId, { seats: 4 }, { mode: "modify" })).toMatchObject({ error: { code: "NOT_MODIFIABLE" } });
  });

  it("applies the operations of a JSON Patch, and says what it changed", async () => {
    const id = await create({ payment: { kind: "card", last4: "1234", expires: new Date("2027-01-31") } });
    await unwrap(client.accounts.patch(id, [{ op: "test", path: "/seats", value: 1 }, { op: "replace", path: "/address/city", value: "Basel" }], { reason: "Moved" }));
    const { patch } = await unwrap(client.accounts.diff(id));
    expect(patch).toEqual([{ op: "replace", path: "/address/city", value: "Basel", oldValue: "Bern" }]);
    expect((await unwrap(client.accounts.get(id))).revision.reason).toBe("Moved");
    expect(await client.accounts.patch(id, [{ op: "test", path: "/seats", value: 2 }])).toMatchObject({ error: { code: "PATCH_TEST_FAILED" } });
  });

  it("tells of a dry run whether it would be written", async () => {
    expect(await unwrap(client.accounts.create(account(), { validateOnly: true }))).toMatchObject({ valid: true });
    expect(await client.accounts.create(account({ seats: 0 }), { validateOnly: true })).toMatchObject({ error: { code: "VALIDATION_FAILED" } });
    const id = await create();
    expect(await unwrap(client.accounts.delete(id, { validateOnly: true }))).toMatchObject({ valid: true });
    expect((await unwrap(client.accounts.get(id))).meta.totalRevisionCount).toBe(1);
  });
});

describe("the past", () => {
  it("goes back to earlier data, or some of its fields", async () => {
    const id = await create();
    await unwrap(client.accounts.patch(id, { seats: 2, address: { city: "Basel" } }));
    await unwrap(client.accounts.revert(id, 1, { fields: ["address.city"] }));
    expect((await unwrap(client.accounts.get(id))).data).toMatchObject({ seats: 2, address: { city: "Bern" } });
    expect((await unwrap(client.accounts.listRevisions(id, { op: "create" }))).items).toHaveLength(1);
  });

  it("reads what was current at a time", async () => {
    const before = new Date();
    const { resourceId, createdTime } = await unwrap(client.accounts.create(account()));
    expect(await client.accounts.get(resourceId, { asOf: new Date(before.getTime() - 1000) })).toMatchObject({ ok: false });
    expect(await unwrap(client.accounts.get(resourceId, { asOf: createdTime }))).toMatchObject({ revision: { resourceId } });
  });

  it("purges for good", async () => {
    const id = await create();
    expect(await unwrap(client.accounts.purge(id))).toBeNull();
    expect(await client.accounts.get(id, { includeDeleted: true })).toMatchObject({ error: { code: "RESOURCE_NOT_FOUND" } });
  });
});

describe("searches", () => {
  it("nests conditions, in words and as JSON, and reads parts of resources", async () => {
    const id = await create({ seats: 77, tier: "pro", payment: { kind: "card", last4: "1234", expires: new Date("2027-01-31") } });
    const found = await unwrap(client.accounts.search({ where: { tier: { in: [Tier.Pro] } }, filter: 'NOT (email LIKE "%@example.com")', returns: ["meta"] }));
    expect(found.items.map(({ meta }) => meta.resourceId)).toContain(id);
    const posted = await unwrap(client.accounts.searchByBody({ where: { or: [{ tier: Tier.Pro }, { not: { email: { like: "%" } } }] }, fields: ["payment"], count: "exact" }));
    expect(posted.items[0]?.data).toEqual({ payment: { kind: "card", last4: "1234", expires: new Date("2027-01-31") } });
    const read = await unwrap(client.accounts.get(id, { returns: ["data"], fields: ["seats"] }));
    expect(read).toMatchObject({ data: { seats: 77 } });
    expect(read).not.toHaveProperty("meta");
  });

  it("writes to all that it finds, or to none", async () => {
    const [a, b] = [await create({ tier: "pro" }), await create({ tier: "pro" })];
    const where = { resourceId: { in: [a, b] } };
    expect(await client.accounts.bulk({ op: "delete", where, most: 1 })).toMatchObject({ error: { code: "TOO_MANY_MATCHES" } });
    const { changesetId, count: written } = await unwrap(client.accounts.bulk({ op: "update", where, patch: { seats: 9 } }, { reason: "All" }));
    expect(written).toBe(2);
    expect((await unwrap(client.$changeset(changesetId))).items.map(({ resourceId }) => resourceId).sort()).toEqual([a, b].sort());
    await unwrap(client.$revertChangeset(changesetId));
    expect((await unwrap(client.accounts.get(a))).data.seats).toBe(1);
  });
});

describe("references and files", () => {
  it("lists what refers to a resource", async () => {
    const parent = await create();
    const child = await create({ parent });
    expect((await unwrap(client.accounts.referrers(parent))).items).toMatchObject([{ resourceId: child, path: "parent", onDelete: "setNull" }]);
  });

  it("uploads and downloads bytes, whole and in part", async () => {
    const logo = await unwrap(client.$upload(new TextEncoder().encode("Hello, Ada!"), { contentType: "text/plain", name: "hello.txt" }));
    const id = await create({ logo });
    const whole = await unwrap(client.accounts.getBlob(id, logo.fileId));
    expect([whole.contentType, await new Response(whole.body).text()]).toEqual(["text/plain", "Hello, Ada!"]);
    const part = await unwrap(client.accounts.getBlob(id, logo.fileId, { range: { first: 7, last: 9 } }));
    expect(await new Response(part.body).text()).toBe("Ada");
    expect(await client.accounts.getBlob(id, logo.fileId, { range: { first: 99 } })).toMatchObject({ error: { code: "RANGE_NOT_SATISFIABLE" } });
  });
});

describe("all models at once", () => {
  it("writes a batch, follows its changes and undoes it", async () => {
    const id = await create();
    const since = (await unwrap(client.$changes({ limit: 1000 }))).nextSince;
    const { changesetId, results } = await unwrap(
      client.$batch(
        [
          { op: "patch", model: "account", id, patch: { seats: 5 } },
          { op: "create", model: "account", data: account() },
          { op: "switch", model: "account", id, n: 1, reason: "Back" },
        ],
        { idempotencyKey: "batch-1" },
      ),
    );
    expect(results).toMatchObject([{ op: "update" }, { op: "create" }, { currentRevisionId: `${id}:1` }]);
    const { items } = await unwrap(client.$changes({ since }));
    expect(items.map(({ op }) => op)).toEqual(["update", "create", "switch"]);
    expect(items.every((change) => change.changesetId === changesetId)).toBe(true);
  });

  it("answers the same key as before", async () => {
    const [data, idempotencyKey] = [account(), "create-1"];
    const [first, again] = [await unwrap(client.accounts.create(data, { idempotencyKey })), await unwrap(client.accounts.create(data, { idempotencyKey }))];
    expect(again).toEqual(first);
    expect(await client.accounts.create(account(), { idempotencyKey })).toMatchObject({ error: { code: "IDEMPOTENCY_KEY_REUSED" } });
  });

  it("sends a request with a key again after a network error, and is answered once", async () => {
    let sent = 0;
    const flaky = createClient({
      baseUrl: server.url,
      fetch: async (url, init) => {
        const response = await server.send(url, init);
        if (++sent === 1) throw new TypeError("The connection was lost.");
        return response;
      },
    });
    const data = account();
    const { resourceId } = await unwrap(flaky.accounts.create(data, { idempotencyKey: "lost-1" }));
    expect(sent).toBe(2);
    expect(await unwrap(client.accounts.count({ where: { email: data.email } }))).toBe(1);
    expect(resourceId).toMatch(/^account:/);
  });
});
