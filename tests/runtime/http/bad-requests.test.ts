import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./issue-server.js";
import { exchange } from "./raw-client.js";
import { startWorld, STORAGES, type World } from "./world.js";

const INHERITED = ["__proto__", "constructor", "prototype", "toString"];

async function refusalOf(url: string): Promise<unknown[]> {
  const { status, body } = await call(url);
  return [status, body.code, body.errors?.map((error: { path: string }) => error.path)];
}

describe.each(STORAGES)("on %s", (kind) => {
  let world: World;
  let issues: string;
  let id: string;

  beforeAll(async () => {
    world = await startWorld(kind);
    issues = `${world.url}/issues`;
    const ids: string[] = [];
    for (const title of ["One", "Two", "Three"]) ids.push((await world.issues.create({ title, assignee: title })).resourceId);
    id = ids[0] ?? "";
    await world.issues.update(id, { title: "Uno" });
  });

  /** Sends a target exactly as it is written. */
  async function statusOf(method: string, target: string): Promise<unknown[]> {
    const body = method === "GET" || method === "DELETE" ? "" : '{"title":"x"}';
    const head = [`${method} ${target} HTTP/1.1`, "Host: x", "Content-Type: application/json", `Content-Length: ${body.length}`];
    const answer = await exchange(world.url, Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1"));
    return [answer.status, JSON.parse(answer.body).code];
  }

  describe("a path", () => {
    const segments = ["..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%2e%2e%5c", "%00", "%00%2e", "issue:%00", "%C3%A9", "%F0%9F%98%80", "'%20OR%201=1--", "*", ...INHERITED];
    const routes = [
      ["GET", (segment: string) => `/issues/${segment}`],
      ["PUT", (segment: string) => `/issues/${segment}`],
      ["DELETE", (segment: string) => `/issues/${segment}`],
      ["POST", (segment: string) => `/issues/${segment}/restore`],
      ["POST", (segment: string) => `/issues/${segment}/switch/1`],
      ["POST", (segment: string) => `/issues/${id}/switch/${segment}`],
      ["GET", (segment: string) => `/issues/${segment}/revisions`],
      ["GET", (segment: string) => `/issues/${id}/revisions/${segment}`],
      ["GET", (segment: string) => `/issues/${segment}/diff`],
      ["GET", (segment: string) => `/issues/${id}/diff?from=${segment}`],
      ["GET", (segment: string) => `/issues/${id}?revisionId=${segment}`],
      ["GET", (segment: string) => `/issues/${segment}/referrers`],
      ["GET", (segment: string) => `/changesets/${segment}`],
      ["GET", (segment: string) => `/${segment}`],
      ["GET", (segment: string) => `/docs/${segment}`],
    ] as const;

    it.each(routes)("%s %s is 404, whatever it has in place of a name", async (method, targetOf) => {
      for (const segment of segments) {
        const [status, code] = await statusOf(method, targetOf(segment));
        expect([segment, status, code]).toEqual([segment, 404, expect.stringMatching(/^(RESOURCE|REVISION|ROUTE|CHANGESET)_NOT_FOUND$/)]);
      }
    });

    it.each(routes.filter(([, targetOf]) => !targetOf("").includes("?")))("%s %s is 404 when it is badly encoded", async (method, targetOf) => {
      for (const segment of ["%", "%zz", "%ff", "%c3", "%ed%a0%80"]) expect((await statusOf(method, targetOf(segment)))[0]).toBe(404);
    });

    it("is refused when it is longer than the server reads", async () => {
      expect(await statusOf("GET", `/issues/${"a".repeat(100_000)}`)).toEqual([431, "REQUEST_HEADER_FIELDS_TOO_LARGE"]);
    });
  });

  describe("a query", () => {
    it.each(["", "/count"])("of /issues%s knows no names that objects inherit", async (path) => {
      for (const name of INHERITED) {
        expect(await refusalOf(`${issues}${path}?${name}=x`)).toEqual([400, "INVALID_QUERY", [name]]);
        expect(await refusalOf(`${issues}${path}?${name}[eq]=x`)).toEqual([400, "INVALID_QUERY", [`${name}[eq]`]]);
        expect(await refusalOf(`${issues}${path}?status[${name}]=x`)).toEqual([400, "INVALID_QUERY", [`status[${name}]`]]);
      }
    });

    it.each(INHERITED)("can't name %s anywhere else", async (name) => {
      expect(await refusalOf(`${issues}?sort=${name}`)).toEqual([400, "INVALID_QUERY", ["sort"]]);
      expect(await refusalOf(`${issues}/${id}?${name}=x`)).toEqual([400, "INVALID_QUERY", [name]]);
      expect(await refusalOf(`${issues}/${id}/revisions?op=${name}`)).toEqual([400, "INVALID_QUERY", ["op"]]);
      expect(await refusalOf(`${issues}/${id}/diff?${name}=1`)).toEqual([400, "INVALID_QUERY", [name]]);
      expect(await refusalOf(`${world.url}/changes?${name}=1`)).toEqual([400, "INVALID_QUERY", [name]]);
    });

    it.each(["%", "%zz", "%ff", "%c3", "%ed%a0%80"])("is refused with a value that is badly encoded: %s", async (value) => {
      for (const target of [`/issues?assignee=${value}`, `/issues?limit=${value}`, `/issues/${id}?asOf=${value}`, `/issues/${id}/revisions?createdBy=${value}`, `/issues/${id}/diff?to=${value}`, `/changes?since=${value}`]) {
        expect([target, ...(await statusOf("GET", target))]).toEqual([target, 400, "INVALID_QUERY"]);
      }
    });

    it("is refused when it has 100 kB, or more parts than anybody needs", async () => {
      expect(await statusOf("GET", `/issues?assignee=${"a".repeat(100_000)}`)).toEqual([431, "REQUEST_HEADER_FIELDS_TOO_LARGE"]);
      expect((await statusOf("GET", `/issues?${"a=1&".repeat(2_000)}`))[0]).toBe(400);
      expect(await statusOf("GET", `/issues?assignee[in]=${"a,".repeat(1_001)}`)).toEqual([400, "INVALID_QUERY"]);
    });

    const pages = ["", "/ID/revisions", "/ID/referrers"] as const;

    it.each(pages)("of /issues%s has a limit that is a whole number, of which the most is the cap", async (path) => {
      const url = `${issues}${path.replace("ID", id)}`;
      expect((await call(`${url}?limit=1000000000`)).status).toBe(200);
      for (const limit of ["1e9", "0", "-1", "1.5", "0x10", "9".repeat(16), "9".repeat(400), "NaN", "", "%00", "1%00", " 1"]) {
        expect([limit, ...(await refusalOf(`${url}?limit=${limit}`))]).toEqual([limit, 400, "INVALID_QUERY", ["limit"]]);
      }
    });

    it.each(pages)("of /issues%s takes no cursor of anything else", async (path) => {
      const cursors = [
        (await call(`${issues}?limit=1`)).body.nextCursor,
        (await call(`${issues}?limit=1&sort=assignee`)).body.nextCursor,
        (await call(`${issues}/${id}/revisions?limit=1`)).body.nextCursor,
      ];
      const forged = ["", "x", "%00", "..", "bnVsbA", "W10", "eyJfX3Byb3RvX18iOjF9", Buffer.from(`issue:${id}`).toString("base64url"), "a".repeat(8_000)];
      const url = `${world.url}${path === "" ? "/teams" : `/issues${path.replace("ID", id)}`}`;
      const foreign = cursors.filter((_, at) => !(path === "/ID/revisions" && at === 2));
      for (const cursor of [...foreign, ...forged]) expect([cursor, ...(await refusalOf(`${url}?cursor=${cursor}`))]).toEqual([cursor, 400, "INVALID_QUERY", ["cursor"]]);
      for (const cursor of [cursors[1], cursors[2], ...forged]) expect((await call(`${issues}?cursor=${cursor}`)).status).toBe(400);
    });

    it.each(["2027-02-29T00:00:00Z", "2027-13-01T00:00:00Z", "%2B275760-09-13T00:00:00Z", "tomorrow", "0", "", "%00", "9".repeat(1_000)])("is refused with the date %s", async (date) => {
      expect(await refusalOf(`${issues}?dueDate[lt]=${date}`)).toEqual([400, "INVALID_QUERY", ["dueDate[lt]"]]);
      expect(await refusalOf(`${issues}/${id}?asOf=${date}`)).toEqual([400, "INVALID_QUERY", ["asOf"]]);
      expect(await refusalOf(`${issues}/${id}/revisions?since=${date}`)).toEqual([400, "INVALID_QUERY", ["since"]]);
    });
  });

  describe("a header", () => {
    it.each(["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"])("%s of any kind never fails the server", async (name) => {
      for (const value of ["", "*, *", '"', '""', 'W/"', "\u00ff", '"\u00ff"', ",".repeat(10_000), '"a",'.repeat(3_000), "Invalid Date", "__proto__", "9".repeat(1_000)]) {
        const text = `GET /issues/${id} HTTP/1.1\r\nHost: x\r\n${name}: ${value}\r\n\r\n`;
        expect([200, 412]).toContain((await exchange(world.url, Buffer.from(text, "latin1"))).status);
      }
    });
  });

  it("changed nothing and failed nowhere", async () => {
    expect((await call(`${issues}?sort=createdTime`)).body.items.map((item: { data: { title: string } }) => item.data.title).sort()).toEqual(["Three", "Two", "Uno"]);
    expect(world.logged).toEqual([]);
  });
});
