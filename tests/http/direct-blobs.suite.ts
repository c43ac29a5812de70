import { hash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, type RequestHeaders, type World } from "./world.js";

const HTML = "<script>alert(1)</script>";

interface Started {
  readonly uploadId: string;
  readonly url: string;
  readonly method: string;
  readonly headers: RequestHeaders;
}

const claimOf = (text: string) => ({ fileId: hash("sha256", text), size: Buffer.byteLength(text) });

/** By the ordinary client: the place is none of the server's. */
async function bring({ url, method, headers }: Started, text: string): Promise<number> {
  return (await fetch(url, { method, headers: { ...headers }, body: text })).status;
}

/** Files that come and go without passing through the server, where the storage has that; elsewhere every such request is refused. */
export function directBlobs({ fetch: ask, send, make, offersDirect }: World): void {
  const start = async (text: string): Promise<Started> => {
    const { status, headers, body } = await send("POST", "/blobs/direct", claimOf(text));
    expect([status, headers.get("cache-control"), body.fileId, body.method]).toEqual([201, "no-store", claimOf(text).fileId, "PUT"]);
    expect(Date.parse(body.expires)).toBeGreaterThan(Date.now());
    return body;
  };
  const finish = (uploadId: string, body: object, headers: RequestHeaders = {}) => send("POST", `/blobs/direct/${uploadId}/finish`, body, headers);

  describe("a download of a blob from where it lies", () => {
    let fileId: string;
    let id: string;
    beforeAll(async () => {
      const uploaded = await ask("/blobs?name=p%C3%A4ge.html", { method: "POST", body: HTML, headers: { "Content-Type": "text/html" } });
      const binary = await jsonOf(uploaded);
      fileId = binary.fileId;
      id = await make("/papers", { title: "Scanned", scan: binary });
    });
    const get = (query: string, headers: RequestHeaders = {}, method = "GET") =>
      ask(`/papers/${id}/blobs/${fileId}${query}`, { method, headers, redirect: "manual" });

    it("is offered, or refused", async () => {
      const response = await get("?direct=true");
      const body = await response.text();
      if (!offersDirect()) {
        expect([response.status, JSON.parse(body)]).toEqual([501, expect.objectContaining({ code: "NOT_SUPPORTED", detail: expect.stringContaining("POST /blobs") })]);
        return;
      }
      expect([response.status, response.headers.get("cache-control"), body]).toEqual([307, "no-store", ""]);
      const blob = await fetch(response.headers.get("location") ?? "", { headers: { Range: "bytes=0-7" } });
      expect([blob.status, await blob.text()]).toEqual([206, "<script>"]);
      expect(blob.headers.get("content-type")).toBe("text/html");
      expect(blob.headers.get("content-disposition")).toBe("attachment; filename=\"p_ge.html\"; filename*=UTF-8''p%C3%A4ge.html");
    });

    it("comes from the server unless it is asked for", async () => {
      for (const query of ["", "?direct=false"]) expect(await (await get(query)).text()).toBe(HTML);
      expect((await get("?direct=perhaps")).status).toBe(400);
    });

    it("is for those alone who may have the bytes", async () => {
      const other = await make("/papers", { title: "Of another" });
      for (const place of [`/papers/${other}/blobs/${fileId}`, `/papers/${id}/blobs/${"0".repeat(64)}`]) {
        const response = await ask(`${place}?direct=true`, { redirect: "manual" });
        expect([response.status, response.headers.get("location")]).toEqual([404, null]);
      }
    });

    it("comes from the server to who names ETags that only the server knows", async () => {
      const tag = `"${fileId}"`;
      const requests: [headers: RequestHeaders, method: string][] = [[{ "If-Match": tag }, "GET"], [{ "If-Range": tag, Range: "bytes=0-0" }, "GET"], [{}, "HEAD"]];
      const statuses = await Promise.all(requests.map(async ([headers, method]) => (await get("?direct=true", headers, method)).status));
      expect(statuses).toEqual(offersDirect() ? [200, 206, 200] : [501, 501, 501]);
      expect((await get("?direct=true", { "If-None-Match": tag })).status).toBe(offersDirect() ? 304 : 501);
      expect((await get("?direct=true", { "If-Match": '"other"' })).status).toBe(offersDirect() ? 412 : 501);
    });
  });

  describe("an upload to where blobs lie", () => {
    it("is offered, or refused", async () => {
      if (!offersDirect()) {
        const refused = await Promise.all([send("POST", "/blobs/direct", claimOf("a")), finish(randomUUID(), claimOf("a"))]);
        for (const { status, body } of refused) expect([status, body.code]).toEqual([501, "NOT_SUPPORTED"]);
        return;
      }
      const text = `GIF89a${randomUUID()}`;
      const started = await start(text);
      expect(await bring(started, text)).toBe(200);
      const { status, body } = await finish(started.uploadId, { ...claimOf(text), contentType: "image/png", name: "ä.gif" });
      expect([status, body]).toEqual([201, { ...claimOf(text), contentType: "image/gif", name: "ä.gif" }]);
      const id = await make("/papers", { title: "Brought", scan: body });
      expect(await (await ask(`/papers/${id}/blobs/${body.fileId}`)).text()).toBe(text);
      expect((await finish(started.uploadId, claimOf(text))).status).toBe(404);
    });

    it("takes no bytes at all, too", async () => {
      if (!offersDirect()) return void expect((await send("POST", "/blobs/direct", claimOf(""))).status).toBe(501);
      const started = await start("");
      expect(await bring(started, "")).toBe(200);
      expect(await finish(started.uploadId, claimOf(""))).toMatchObject({ status: 201, body: { size: 0, contentType: "application/octet-stream" } });
    });

    it("makes no blob of other bytes than were announced", async () => {
      if (!offersDirect()) return void expect((await send("POST", "/blobs/direct", claimOf("told"))).status).toBe(501);
      const started = await start("told");
      expect(await bring(started, "tole")).toBe(200);
      expect(await finish(started.uploadId, claimOf("told"))).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED", errors: [{ path: "/fileId" }] } });
      expect(await send("POST", "/papers", { title: "Wrong", scan: { ...claimOf("tole"), contentType: "text/plain" } })).toMatchObject({ status: 422 });
      expect((await finish(started.uploadId, claimOf("tole"))).status).toBe(404);
    });

    it("is finished once, however often that is sent under one key", async () => {
      if (!offersDirect()) return void expect((await finish(randomUUID(), claimOf("key"), { "Idempotency-Key": randomUUID() })).status).toBe(501);
      const text = randomUUID();
      const started = await start(text);
      await bring(started, text);
      const key = { "Idempotency-Key": randomUUID() };
      const [first, second] = [await finish(started.uploadId, claimOf(text), key), await finish(started.uploadId, claimOf(text), key)];
      expect([second.status, second.body, second.headers.get("idempotency-replayed")]).toEqual([201, first.body, "true"]);
    });

    it.each<[what: string, body: object, path: string]>([
      ["no SHA-256", { size: 1 }, "/fileId"],
      ["a SHA-256 in capitals", { fileId: "A".repeat(64), size: 1 }, "/fileId"],
      ["no size", { fileId: "0".repeat(64) }, "/size"],
      ["half a byte", { fileId: "0".repeat(64), size: 0.5 }, "/size"],
      ["less than nothing", { fileId: "0".repeat(64), size: -1 }, "/size"],
      ["what is not known", { ...claimOf("a"), path: "../x" }, "/path"],
    ])("is not begun for %s", async (_what, body, path) => {
      const answer = await send("POST", "/blobs/direct", body);
      if (offersDirect()) expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
      else expect(answer.status).toBe(501);
    });

    it("is not begun for more than is stored of a file", async () => {
      const { status, body } = await send("POST", "/blobs/direct", { ...claimOf("a"), size: 5_368_709_121 });
      expect([status, body.code]).toEqual(offersDirect() ? [413, "BODY_TOO_LARGE"] : [501, "NOT_SUPPORTED"]);
    });

    it.each([
      ["a name that is a path", { name: "../a" }],
      ["a type that is none", { contentType: "a\r\nb: c" }],
    ])("is not finished under %s", async (_what, more) => {
      const { status } = await finish(randomUUID(), { ...claimOf("a"), ...more });
      expect(status).toBe(offersDirect() ? 422 : 501);
    });
  });
}
