import { beforeAll, describe, expect, it } from "vitest";
import { call, type Answer } from "./issue-server.js";
import { startWorld, STORAGES, type World } from "./world.js";

/** What a catalogue must have. */
const REQUIRED = '"stock":{"small":1,"large":2},"prices":{"currency":"EUR"},"counts":{"total":0}';
const MEBIBYTE = 1_048_576;

async function send(url: string, method: string, body: string): Promise<Answer> {
  const response = await fetch(url, { method, body, headers: { "Content-Type": "application/json" } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) };
}

/** Of a refusal: its status, its code and the paths of its problems. */
function factsOf({ status, body }: Answer): unknown[] {
  return [status, body.code, body.errors.map((error: { path: string }) => error.path)];
}

/** Some 10 MB with a million names. */
function millionNames(): string {
  return `{${Array.from({ length: 1_000_000 }, (_, n) => `"k${n}":""`).join(",")}}`;
}

describe.each(STORAGES)("on %s", (kind) => {
  let world: World;
  let catalogues: string;

  beforeAll(async () => {
    world = await startWorld(kind);
    catalogues = `${world.url}/catalogues`;
  });

  /** Sends a text as the data of a new resource and of one that is there: both must answer alike. */
  async function refusalOf(path: string, good: string, bad: string): Promise<unknown[]> {
    const created = await send(`${world.url}${path}`, "POST", good);
    expect(created.status).toBe(201);
    const url = `${world.url}${path}/${created.body.resourceId}`;
    const before = await (await fetch(url)).text();
    const [post, put] = [await send(`${world.url}${path}`, "POST", bad), await send(url, "PUT", bad)];
    expect(factsOf(put)).toEqual(factsOf(post));
    expect(await (await fetch(url)).text()).toBe(before);
    return factsOf(post);
  }

  const refusalOfIssue = (bad: string): Promise<unknown[]> => refusalOf("/issues", '{"title":"x"}', bad);
  const refusalOfCatalogue = (field: string): Promise<unknown[]> => refusalOf("/catalogues", `{${REQUIRED}}`, `{${REQUIRED},${field}}`);

  /** The text of a field as it comes back from a new catalogue, by an update, and from the history. */
  async function storedTexts(field: string): Promise<unknown[]> {
    const { status, body } = await send(catalogues, "POST", `{${REQUIRED},${field}}`);
    expect(status).toBe(201);
    const url = `${catalogues}/${body.resourceId}`;
    await send(url, "PUT", `{${REQUIRED}}`);
    expect((await send(url, "PUT", `{${REQUIRED},${field}}`)).status).toBe(200);
    const paths = ["", "?revisionId=1", "/revisions/3", `?asOf=2027-01-31T10:00:00Z`];
    const texts = await Promise.all(paths.map(async (path) => (await fetch(`${url}${path}`)).text()));
    return texts.map((text) => text.includes(field));
  }

  describe("names that objects inherit", () => {
    it.each(["__proto__", "constructor", "prototype", "hasOwnProperty", "toString"])("%s is an unknown field like others", async (name) => {
      expect(await refusalOfIssue(`{"title":"x","${name}":{"title":"y"}}`)).toEqual([422, "VALIDATION_FAILED", [`/${name}`]]);
    });

    it("are no field of the model", async () => {
      expect(await refusalOfIssue('{"__proto__":{"title":"x"}}')).toEqual([422, "VALIDATION_FAILED", expect.arrayContaining(["/title", "/__proto__"])]);
    });

    it("are stored where any name is taken", async () => {
      const labels = '"labels":{"__proto__":"a","constructor":"b","hasOwnProperty":"c","toString":"d"}';
      const nested = '"nested":{"__proto__":{"__proto__":true},"constructor":{"prototype":null}}';
      expect(await storedTexts(labels)).toEqual([true, true, true, true]);
      expect(await storedTexts(nested)).toEqual([true, true, true, true]);
      expect(Reflect.get({}, "a")).toBeUndefined();
    });

    it("are compared like others", async () => {
      const { body } = await send(catalogues, "POST", `{${REQUIRED},"labels":{"__proto__":"a"}}`);
      await send(`${catalogues}/${body.resourceId}`, "PUT", `{${REQUIRED},"labels":{"constructor":"b"}}`);
      const { patch } = (await call(`${catalogues}/${body.resourceId}/diff`)).body;
      expect(patch).toEqual([
        { op: "remove", path: "/labels/__proto__", oldValue: "a" },
        { op: "add", path: "/labels/constructor", value: "b" },
      ]);
    });
  });

  describe("size", () => {
    it.each([
      ["lists", "[".repeat(10_000) + "]".repeat(10_000)],
      ["objects", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
      ["lists that never end", "[".repeat(10_000)],
      ["a million lists", "[".repeat(1_000_000)],
    ])("refuses %s, 10,000 deep or more", async (_name, text) => {
      expect(await refusalOfIssue(text)).toEqual([400, "MALFORMED_BODY", [expect.any(String)]]);
      expect(await refusalOfIssue(`{"title":"x","description":${text}}`)).toEqual([400, "MALFORMED_BODY", [expect.any(String)]]);
    });

    it("refuses a body above the limit", async () => {
      expect(await refusalOfIssue(`{"title":"x","description":"${"a".repeat(MEBIBYTE)}"}`)).toEqual([413, "BODY_TOO_LARGE", []]);
      expect(await refusalOfCatalogue(`"labels":${millionNames()}`)).toEqual([413, "BODY_TOO_LARGE", []]);
    });

    it("takes a million names exactly, or refuses them with a short answer, where the limit is higher", { timeout: 120_000 }, async () => {
      const { url, logged } = await startWorld(kind, { bodyLimit: 32 * MEBIBYTE });
      const labels = `"labels":${millionNames()}`;
      const created = await send(`${url}/catalogues`, "POST", `{${REQUIRED},${labels}}`);
      expect(created.status).toBe(201);
      expect((await (await fetch(`${url}/catalogues/${created.body.resourceId}`)).text()).includes(labels)).toBe(true);
      const refused = await fetch(`${url}/issues`, { method: "POST", body: millionNames(), headers: { "Content-Type": "application/json" } });
      expect(refused.status).toBe(422);
      expect((await refused.text()).length).toBeLessThan(MEBIBYTE);
      expect(logged).toEqual([]);
    });
  });

  describe("numbers", () => {
    it.each(["1e400", "-1e400", "9007199254740993", "12345678901234567890", "1e-400", "123456789012345678901234567890.5"])("refuses %s, which a double can't hold", async (literal) => {
      expect(await refusalOfCatalogue(`"fixed":{"n":${literal}}`)).toEqual([400, "MALFORMED_BODY", ["/fixed/n"]]);
    });

    it.each(["NaN", "Infinity", "0x10", "01", "1.", "+1", "1_000"])("refuses %s, which JSON doesn't have", async (literal) => {
      expect(await refusalOfCatalogue(`"fixed":{"n":${literal}}`)).toEqual([400, "MALFORMED_BODY", [expect.any(String)]]);
    });

    it.each(["9007199254740991", "-9007199254740991", "5e-324", "1.7976931348623157e+308", "0.1", "1e+21"])("stores %s exactly", async (literal) => {
      expect(await storedTexts(`"fixed":{"n":${literal}}`)).toEqual([true, true, true, true]);
    });
  });

  describe("text", () => {
    it.each(["\\ud800", "\\udc00", "\\udc00\\ud800"])("with the half of a pair in it, %s, is stored exactly, and refused where it is searched by", async (text) => {
      expect(await storedTexts(`"labels":{"a${text}b":"${text}"}`)).toEqual([true, true, true, true]);
      expect(await refusalOfIssue(`{"title":"x","assignee":"a${text}b"}`)).toEqual([422, "VALIDATION_FAILED", ["/assignee"]]);
    });

    it("stores NUL, other controls, separators and pairs exactly", async () => {
      const labels = { "a\u0000b": "c\u0000d", "\u0001\u001f\u007f\u0085": "\u2028\u2029\ufeff", "😀": "👩‍👩‍👧 e\u0301 é \u202e \ufffd\uffff", "": "", "'; --": "\"\\/" };
      expect(await storedTexts(`"labels":${JSON.stringify(labels)}`)).toEqual([true, true, true, true]);
    });

    it("refuses NUL where it is searched by, and in searches", async () => {
      const issues = `${world.url}/issues`;
      expect(await refusalOfIssue('{"title":"x","assignee":"nul\\u0000"}')).toEqual([422, "VALIDATION_FAILED", ["/assignee"]]);
      for (const search of ["assignee=nul%00", "assignee[startsWith]=nul%00", "assignee[in]=a,%00"]) {
        expect(await call(`${issues}?${search}`)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
      }
    });
  });

  it.each(['"2027-02-29T00:00:00Z"', '"2027-13-01T00:00:00Z"', '"+275760-09-13T00:00:00Z"', '"2027-01-31"', '"2027-01-31T10:00:00"', '"tomorrow"', '""', '"\\u0000"', "0", "1e12", "true", "{}", "[]"])(
    "refuses the date %s",
    async (date) => {
      expect(await refusalOfIssue(`{"title":"x","dueDate":${date}}`)).toEqual([422, "VALIDATION_FAILED", ["/dueDate"]]);
    },
  );

  it.each(["null", "[]", '"x"', "1", "true", '[{"title":"x"}]'])("refuses %s in place of data", async (body) => {
    const [status, code] = await refusalOfIssue(body);
    expect([status, code]).toEqual([422, "VALIDATION_FAILED"]);
  });

  it("failed nowhere", () => {
    expect(world.logged).toEqual([]);
  });
});
