import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./issue-server.js";
import { startWorld, STORAGES, type World } from "./world.js";

const SECOND = "Sun, 31 Jan 2027 09:30:00 GMT";
const BEFORE = "Sun, 31 Jan 2027 09:29:59 GMT";
const AFTER = "Sun, 31 Jan 2027 09:30:01 GMT";

function send(url: string, headers: Record<string, string>, method: string): ReturnType<typeof call> {
  return call(url, method, method === "PUT" ? { headers, body: { title: "Guarded" } } : { headers });
}

describe.each(STORAGES)("on %s", (kind) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(kind);
  });

  function setTime(time: string): void {
    world.clock.now = new Date(`2027-01-31T${time}Z`);
  }

  /** An issue that was created at 09:30:00.250, and changed at these times. */
  async function createIssue(...times: readonly string[]): Promise<{ id: string; url: string }> {
    setTime("09:30:00.250");
    const { resourceId: id } = await world.issues.create({ title: "One" });
    for (const time of times) {
      setTime(time);
      await world.issues.update(id, { title: `At ${time}` });
    }
    return { id, url: `${world.url}/issues/${id}` };
  }

  const statusOf = async (url: string, headers: Record<string, string>, method = "GET"): Promise<number> => (await send(url, headers, method)).status;

  describe("Last-Modified", () => {
    it("is the second of the resource's last change, beside the tag", async () => {
      const { url } = await createIssue("09:30:07.999");
      for (const path of ["", "?revisionId=1", "/revisions/1", "?asOf=2027-01-31T09:30:01Z"]) {
        const { headers } = await fetch(`${url}${path}`);
        expect([headers.get("last-modified"), headers.get("etag") !== null]).toEqual(["Sun, 31 Jan 2027 09:30:07 GMT", true]);
      }
    });

    it("moves with a switch, a delete, a restore and a modification", async () => {
      const { id, url } = await createIssue("09:30:01.000");
      setTime("09:30:02.000");
      await world.issues.switch(id, 1);
      expect((await fetch(url)).headers.get("last-modified")).toBe("Sun, 31 Jan 2027 09:30:02 GMT");
      setTime("09:30:03.000");
      await world.issues.delete(id);
      expect((await fetch(`${url}?includeDeleted=true`)).headers.get("last-modified")).toBe("Sun, 31 Jan 2027 09:30:03 GMT");
    });

    it("is on the answer of a write, even of one that changes nothing", async () => {
      const { id, url } = await createIssue();
      await send(url, {}, "PUT");
      setTime("09:30:05.000");
      await world.issues.switch(id, 1);
      setTime("09:30:06.000");
      await world.issues.switch(id, 2);
      const { headers } = await send(url, {}, "PUT");
      expect(headers.get("last-modified")).toBe("Sun, 31 Jan 2027 09:30:06 GMT");
    });
  });

  describe("If-Modified-Since", () => {
    it.each([
      [SECOND, 304],
      [AFTER, 304],
      [BEFORE, 200],
      ["Sunday, 31-Jan-27 09:30:00 GMT", 304],
      ["Sun Jan 31 09:30:00 2027", 304],
      ["Mon, 31 Jan 2027 09:30:00 GMT", 200],
      ["2027-01-31T09:30:00Z", 200],
      ["", 200],
    ])("%j gives %i", async (date, status) => {
      const { url } = await createIssue();
      expect(await statusOf(url, { "If-Modified-Since": date })).toBe(status);
      expect(await statusOf(url, { "If-Modified-Since": date }, "HEAD")).toBe(status);
    });

    it("never takes one of two states of the same second for the other", async () => {
      const { url } = await createIssue("09:30:00.750");
      expect(await statusOf(url, { "If-Modified-Since": SECOND })).toBe(200);
      expect(await statusOf(url, { "If-Modified-Since": AFTER })).toBe(304);
      const { url: later } = await createIssue("09:30:01.000");
      expect(await statusOf(later, { "If-Modified-Since": AFTER })).toBe(304);
    });

    it("does not count beside If-None-Match, not even one that is garbage", async () => {
      const { url } = await createIssue();
      expect(await statusOf(url, { "If-Modified-Since": SECOND, "If-None-Match": '"other"' })).toBe(200);
      expect(await statusOf(url, { "If-Modified-Since": SECOND, "If-None-Match": "garbage" })).toBe(200);
      expect(await statusOf(url, { "If-Modified-Since": BEFORE, "If-None-Match": "*" })).toBe(304);
    });

    it("does not count on a write", async () => {
      const { url } = await createIssue();
      expect(await statusOf(url, { "If-Modified-Since": AFTER }, "PUT")).toBe(200);
    });
  });

  describe("If-Unmodified-Since", () => {
    const cases = [
      [{ "If-Unmodified-Since": SECOND }, 200],
      [{ "If-Unmodified-Since": AFTER }, 200],
      [{ "If-Unmodified-Since": BEFORE }, 412],
      [{ "If-Unmodified-Since": "yesterday" }, 200],
      [{ "If-Unmodified-Since": BEFORE, "If-Match": "*" }, 200],
      [{ "If-Unmodified-Since": AFTER, "If-Match": '"other"' }, 412],
      [{ "If-Unmodified-Since": AFTER, "If-Match": "garbage" }, 412],
    ] as const;

    it.each(cases)("%j gives %i on a read and on a write", async (headers, status) => {
      const { url } = await createIssue();
      expect(await statusOf(url, headers)).toBe(status);
      const { status: written, body } = await send(url, headers, "PUT");
      expect([written, body.code]).toEqual([status, status === 412 ? "REVISION_CONFLICT" : undefined]);
    });

    it("is not met by a second with two states: the client may mean the first", async () => {
      const { url } = await createIssue("09:30:00.750");
      expect(await statusOf(url, { "If-Unmodified-Since": SECOND })).toBe(412);
      expect(await statusOf(url, { "If-Unmodified-Since": SECOND }, "PUT")).toBe(412);
      expect(await statusOf(url, { "If-Unmodified-Since": AFTER }, "PUT")).toBe(200);
    });

    it("goes before If-None-Match and If-Modified-Since", async () => {
      const { url } = await createIssue();
      expect(await statusOf(url, { "If-Unmodified-Since": BEFORE, "If-None-Match": "*" })).toBe(412);
      expect(await statusOf(url, { "If-Unmodified-Since": SECOND, "If-Modified-Since": SECOND })).toBe(304);
    });

    it("hides neither 404 nor 410", async () => {
      const { id, url } = await createIssue();
      expect(await statusOf(`${url}x`, { "If-Unmodified-Since": BEFORE }, "PUT")).toBe(404);
      await world.issues.delete(id);
      expect(await statusOf(url, { "If-Unmodified-Since": BEFORE })).toBe(410);
      expect(await statusOf(url, { "If-Unmodified-Since": BEFORE }, "PUT")).toBe(410);
      expect(await statusOf(url, { "If-None-Match": "*" }, "DELETE")).toBe(410);
    });

    it("lets one of many concurrent writers through", async () => {
      const { url } = await createIssue();
      setTime("09:30:02.000");
      const statuses = await Promise.all(Array.from({ length: 10 }, () => statusOf(url, { "If-Unmodified-Since": SECOND }, "DELETE")));
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    });
  });

  describe("If-None-Match on a write", () => {
    it("is 412 for a tag that the resource has, and for *", async () => {
      const { url } = await createIssue();
      const etag = String((await fetch(url)).headers.get("etag"));
      for (const field of [etag, `W/${etag}, "x"`, "*"]) expect(await statusOf(url, { "If-None-Match": field }, "PUT")).toBe(412);
      expect(await statusOf(url, { "If-None-Match": etag, "If-Match": etag }, "PUT")).toBe(412);
      expect(await statusOf(url, { "If-None-Match": '"other"', "If-Match": etag }, "PUT")).toBe(200);
      expect(await statusOf(url, { "If-None-Match": etag }, "PUT")).toBe(200);
    });
  });

  it("answers HEAD on every route as GET, without a body", async () => {
    const { id, url } = await createIssue("09:30:01.000");
    const issues = `${world.url}/issues`;
    const paths = [issues, `${issues}/count`, url, `${url}?asOf=2027-01-31T09:30:00.500Z`, `${url}/revisions`, `${url}/revisions/1`, `${url}/diff`, `${url}/referrers`];
    for (const path of [...paths, `${world.url}/changes`, `${world.url}/changesets/01980000-0000-7000-8000-000000000000`, `${issues}/${id}x`]) {
      const headers = { "X-Request-Id": "same" };
      const [get, head] = [await fetch(path, { headers }), await fetch(path, { method: "HEAD", headers })];
      const facts = ({ status, headers: found }: Response): unknown => [path, status, [...found].filter(([name]) => !["date", "connection", "keep-alive"].includes(name))];
      expect(facts(head)).toEqual(facts(get));
      expect(await head.text()).toBe("");
      expect(Number(get.headers.get("content-length"))).toBe(Buffer.byteLength(await get.text()));
    }
  });

  it("failed nowhere", () => {
    expect(world.logged).toEqual([]);
  });
});
