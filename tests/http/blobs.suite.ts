import { hash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, type RequestHeaders, type World } from "./world.js";

interface Binary {
  readonly fileId: string;
  readonly size: number;
  readonly contentType: string;
  readonly name?: string;
}

const DIGITS = "0123456789";

/** Files, from their upload to the end of the last resource that names them. */
export function blobs({ fetch, send, make, dataOf }: World): void {
  const upload = async (body: string | Uint8Array<ArrayBuffer>, type = "application/x-thing", query = ""): Promise<Binary> => {
    const response = await fetch(`/blobs${query}`, { method: "POST", body, headers: { "Content-Type": type } });
    expect(response.status).toBe(201);
    return jsonOf(response);
  };
  const attach = async (scan: object): Promise<string> => make("/papers", { title: "Scanned", scan });
  const get = async (id: string, fileId: string, headers: RequestHeaders = {}, method = "GET"): Promise<Response> => fetch(`/papers/${id}/blobs/${fileId}`, { method, headers });

  describe("a blob", () => {
    let binary: Binary;
    let id: string;
    beforeAll(async () => {
      binary = await upload(DIGITS, "application/x-thing", "?name=d%C3%AFgits.txt");
      id = await attach(binary);
    });

    it("is known by its bytes, with its type and name", () => {
      expect(binary).toEqual({ fileId: expect.stringMatching(/^[0-9a-f]{64}$/), size: 10, contentType: "application/x-thing", name: "dïgits.txt" });
    });

    it("comes back whole, harmless in a browser", async () => {
      const response = await get(id, binary.fileId);
      expect([response.status, await response.text()]).toEqual([200, DIGITS]);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": "application/x-thing",
        "content-length": "10",
        "content-disposition": "attachment; filename=\"d_gits.txt\"; filename*=UTF-8''d%C3%AFgits.txt",
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "accept-ranges": "bytes",
        etag: `"${binary.fileId}"`,
      });
    });

    it.each<[range: string, status: number, part: string, contentRange: string | null]>([
      ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
      ["bytes=8-", 206, "89", "bytes 8-9/10"],
      ["bytes=-3", 206, "789", "bytes 7-9/10"],
      ["bytes=-99", 206, DIGITS, "bytes 0-9/10"],
      ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
      ["bytes=0-0,5-6", 200, DIGITS, null],
      ["bytes=5-3", 200, DIGITS, null],
      ["lines=0-3", 200, DIGITS, null],
      ["bytes=a-b", 200, DIGITS, null],
    ])("asked for %s is %i %s", async (range, status, part, contentRange) => {
      const response = await get(id, binary.fileId, { Range: range });
      expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([status, part, contentRange]);
    });

    it.each(["bytes=10-", "bytes=99-100", "bytes=-0"])("asked for %s is out of bounds", async (range) => {
      const response = await get(id, binary.fileId, { Range: range });
      expect(response.headers.get("content-range")).toBe("bytes */10");
      expect(await codeOf(response)).toEqual([416, "RANGE_NOT_SATISFIABLE"]);
    });

    it("is sent whole to who has parts of other bytes", async () => {
      const Range = "bytes=0-3";
      const statuses = [{ "If-Range": `"${binary.fileId}"` }, { "If-Range": '"other"' }, { "If-Range": `W/"${binary.fileId}"` }, { "If-Range": "Sat, 21 Nov 2026 10:00:00 GMT" }];
      expect(await Promise.all(statuses.map(async (headers) => (await get(id, binary.fileId, { Range, ...headers })).status))).toEqual([206, 200, 200, 200]);
    });

    it("is not sent to who has it", async () => {
      const response = await get(id, binary.fileId, { "If-None-Match": `W/"x", "${binary.fileId}"` });
      expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([304, "", `"${binary.fileId}"`]);
      expect(await codeOf(await get(id, binary.fileId, { "If-Match": '"other"' }))).toEqual([412, "REVISION_CONFLICT"]);
    });

    it("tells HEAD all but its bytes", async () => {
      const response = await get(id, binary.fileId, { Range: "bytes=0-3" }, "HEAD");
      expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([200, "10", ""]);
    });

    it("is found through what names it, and through nothing else", async () => {
      const other = await make("/papers", { title: "Of another" });
      const listed = await make("/papers", { title: "Listed", enclosures: [binary] });
      expect(await codeOf(await get(other, binary.fileId))).toEqual([404, "BLOB_NOT_FOUND"]);
      expect(await codeOf(await get(id, "0".repeat(64)))).toEqual([404, "BLOB_NOT_FOUND"]);
      expect((await get(listed, binary.fileId)).status).toBe(200);
      expect(await codeOf(await get("paper:nowhere", binary.fileId))).toEqual([404, "RESOURCE_NOT_FOUND"]);
    });

    it("stays with the revisions that name it", async () => {
      const paper = await attach(binary);
      await send("PATCH", `/papers/${paper}`, { scan: null });
      expect((await get(paper, binary.fileId)).status).toBe(404);
      const old = await fetch(`/papers/${paper}/blobs/${binary.fileId}?revisionId=1`);
      expect(await old.text()).toBe(DIGITS);
    });

    it("of a deleted resource is gone until that is restored", async () => {
      const paper = await attach(binary);
      await send("DELETE", `/papers/${paper}`);
      expect(await codeOf(await get(paper, binary.fileId))).toEqual([410, "RESOURCE_DELETED"]);
      await send("POST", `/papers/${paper}/restore`);
      expect((await get(paper, binary.fileId)).status).toBe(200);
    });

    it("goes with the last resource that is purged", async () => {
      const own = await upload("only here");
      const [first, second] = [await attach(own), await attach(own)];
      await send("POST", `/papers/${first}/purge`);
      expect((await get(second, own.fileId)).status).toBe(200);
      await send("POST", `/papers/${second}/purge`);
      expect(await send("POST", "/papers", { title: "Late", scan: own })).toMatchObject({ status: 422 });
      expect((await upload("only here")).fileId).toBe(own.fileId);
    });

    it.each<[sent: string, type: string, answered: string, shown: "inline" | "attachment"]>([
      ["<script>alert(1)</script>", "text/html", "text/html", "attachment"],
      ["<svg onload='alert(1)'/>", "image/svg+xml", "image/svg+xml", "attachment"],
      ["plain", "text/plain;charset=utf-8", "text/plain;charset=utf-8", "inline"],
      ["\u0089PNG", "", "application/octet-stream", "attachment"],
    ])("of %s sent as %j is answered as %s, %s", async (text, type, answered, shown) => {
      const sent = await fetch("/blobs", { method: "POST", body: Buffer.from(text), headers: type === "" ? {} : { "Content-Type": type } });
      const made: Binary = await jsonOf(sent);
      const response = await get(await attach(made), made.fileId);
      expect(response.headers.get("content-type")?.replaceAll(" ", "")).toBe(answered);
      expect(response.headers.get("content-disposition")).toBe(shown);
    });

    it("may be larger than a body of JSON, and empty", async () => {
      const large = await upload(new Uint8Array(3_000_000).fill(7));
      expect((await (await get(await attach(large), large.fileId, { Range: "bytes=2999999-" })).arrayBuffer()).byteLength).toBe(1);
      const empty = await upload("");
      const response = await get(await attach(empty), empty.fileId);
      expect([empty.size, response.status, await response.text()]).toEqual([0, 200, ""]);
    });

    it("is no form of several parts", async () => {
      const form = new FormData();
      form.set("file", "x");
      expect(await codeOf(await fetch("/blobs", { method: "POST", body: form }))).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    });
  });

  describe("a Binary field", () => {
    it("takes bytes in base64, and gives what was stored of them", async () => {
      const id = await attach({ data: Buffer.from(DIGITS).toString("base64"), contentType: "text/plain", name: "digits.txt" });
      const { scan } = await dataOf("/papers", id);
      expect(scan).toEqual({ fileId: expect.stringMatching(/^[0-9a-f]{64}$/), size: 10, contentType: "text/plain", name: "digits.txt" });
      expect(await (await get(id, scan.fileId)).text()).toBe(DIGITS);
    });

    it("takes them in patches and batches too", async () => {
      const data = Buffer.from("patched").toString("base64");
      const id = await make("/papers", { title: "Scanned" });
      await send("PATCH", `/papers/${id}`, [{ op: "add", path: "/enclosures/-", value: { data } }]);
      await send("PATCH", `/papers/${id}`, { scan: { data } });
      await send("POST", "/batch", { operations: [{ op: "patch", model: "paper", id, patch: [{ op: "add", path: "/enclosures/-", value: { data } }] }] });
      const { scan, enclosures } = await dataOf("/papers", id);
      expect([scan, ...enclosures].map(({ size }) => size)).toEqual([7, 7, 7]);
    });

    it.each<[what: string, scan: object]>([
      ["a file that is not there", { fileId: "0".repeat(64), size: 1, contentType: "text/plain" }],
      ["an id that is none", { fileId: "../../etc/passwd", size: 1, contentType: "text/plain" }],
      ["what is no base64", { data: "%%%" }],
      ["what is no media type", { data: "", contentType: "a\r\nb: c" }],
      ["the name of a path", { data: "", contentType: "text/plain", name: "../x" }],
      ["both", { data: "", fileId: "0".repeat(64), size: 0, contentType: "text/plain" }],
    ])("refuses %s", async (_what, scan) => {
      expect(await send("POST", "/papers", { title: "Wrong", scan })).toMatchObject({ status: 422, body: { code: expect.stringMatching(/VALIDATION_FAILED|BLOB_NOT_FOUND/) } });
    });

    it("refuses another size than the file has", async () => {
      const binary = await upload("four");
      expect(await send("POST", "/papers", { title: "Wrong", scan: { ...binary, size: 5 } })).toMatchObject({ status: 422 });
    });

    it("of a dry run stores nothing", async () => {
      const data = Buffer.from("never stored").toString("base64");
      expect(await send("POST", "/papers?validateOnly=true", { title: "Dry", scan: { data } })).toMatchObject({ status: 200 });
      const fileId = hash("sha256", "never stored");
      expect(await send("POST", "/papers", { title: "Dry", scan: { fileId, size: 12, contentType: "text/plain" } })).toMatchObject({ status: 422 });
    });
  });
}

async function codeOf(response: Response): Promise<readonly [status: number, code: string]> {
  return [response.status, (await jsonOf(response)).code];
}
