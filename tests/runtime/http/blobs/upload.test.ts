import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { codeOf, startSheets, upload, type SheetServer } from "./sheet-server.js";

const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = {}) => fetch(url, { method: "POST", body: Buffer.from(body), headers });

async function settle(server: SheetServer, isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isDone(); turn++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(server.files()).toEqual([]);
}

/** Sends many bytes without holding them, and reads the answer. */
function stream(url: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  return new Promise((resolve, reject) => {
    const req = request(`${url}/blobs`, { method: "POST" }, (res) => {
      let text = "";
      res.setEncoding("utf8").on("data", (part: string) => (text += part)).on("end", () => resolve(text));
    });
    req.on("error", reject);
    Readable.from(bytes, { objectMode: false, highWaterMark: 1_048_576 }).pipe(req);
  });
}

async function* many(chunks: number): AsyncIterable<Uint8Array> {
  const chunk = randomBytes(1_048_576);
  for (let at = 0; at < chunks; at++) yield chunk;
}

/** Nothing is ever stored here. */
const refusing = await startSheets();

describe("POST /blobs", () => {
  it("stores bytes, and answers with what a field takes", async () => {
    const { url } = await startSheets();
    const response = await post(`${url}/blobs?name=${encodeURIComponent("Ä b.png")}`, "hello", { "Content-Type": "text/plain" });
    expect([response.status, response.headers.get("location"), response.headers.get("content-type")]).toEqual([201, null, "application/json"]);
    expect(await response.json()).toEqual({ fileId: sha256("hello"), size: 5, contentType: "text/plain", name: "Ä b.png" });
    expect(await upload(url, "")).toMatchObject({ fileId: sha256(""), size: 0 });
  });

  it("believes the bytes rather than a wrong type", async () => {
    const { url } = await startSheets();
    expect((await upload(url, "<html><script>", "image/png")).contentType).toBe("text/html");
    expect((await upload(url, "GIF89a....", "application/x-www-form-urlencoded")).contentType).toBe("image/gif");
    expect((await upload(url, "GIF89a....", "nonsense")).contentType).toBe("image/gif");
  });

  it("keeps the same bytes once, however many send them at the same time", async () => {
    const server = await startSheets();
    const bytes = randomBytes(2_000_000);
    const all = await Promise.all(Array.from({ length: 20 }, () => upload(server.url, bytes)));
    expect(new Set(all.map(({ fileId }) => fileId))).toEqual(new Set([sha256(bytes)]));
    expect(server.files()).toEqual([sha256(bytes)]);
  });

  it("takes and gives a large file in constant memory", async () => {
    const { url, sheets } = await startSheets();
    const before = process.memoryUsage().rss;
    const file = JSON.parse(await stream(url, many(300)));
    expect(file.size).toBe(300 * 1_048_576);
    const { resourceId } = await sheets.create({ title: "large", files: [file] });
    const response = await fetch(`${url}/sheets/${resourceId}/blobs/${file.fileId}`);
    let read = 0;
    for await (const chunk of response.body ?? []) read += chunk.length;
    expect(read).toBe(file.size);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1_048_576);
  });

  it("refuses what is larger than the limit, before or while it comes", async () => {
    const server = await startSheets({ blobLimit: 1_000_000 });
    const declared = await post(`${server.url}/blobs`, Buffer.alloc(1_000_001));
    expect([declared.status, await codeOf(declared)]).toEqual([413, "BODY_TOO_LARGE"]);
    expect(JSON.parse(await stream(server.url, many(3)))).toMatchObject({ status: 413, code: "BODY_TOO_LARGE", detail: expect.stringContaining("1000000 bytes") });
    expect((await post(`${server.url}/blobs`, Buffer.alloc(1_000_000))).status).toBe(201);
    expect(server.files()).toHaveLength(1);
  });

  it("leaves nothing of an upload that ends too early", async () => {
    const server = await startSheets();
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`POST /blobs HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n${"x".repeat(100_000)}`);
    for (let turn = 0; turn < 200 && server.files().length === 0; turn++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(server.files()).toHaveLength(1);
    socket.destroy();
    await settle(server, () => server.files().length === 0);
    expect(server.logged).toEqual([]);
  });

  it.each([
    ["?name=a%2Fb", {}, 400, "INVALID_QUERY"],
    ["?name=", {}, 400, "INVALID_QUERY"],
    ["?name=a%0D%0Ab", {}, 400, "INVALID_QUERY"],
    ["?nmae=a", {}, 400, "INVALID_QUERY"],
    ["", { "Content-Type": "multipart/form-data; boundary=x" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["", { "Content-Encoding": "gzip" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
  ])("refuses %s with %j", async (query, headers, status, code) => {
    const response = await post(`${refusing.url}/blobs${query}`, "a", headers);
    expect([response.status, await codeOf(response), refusing.files()]).toEqual([status, code, []]);
  });

  it("is all that there is at its path", async () => {
    const response = await fetch(`${refusing.url}/blobs`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
    expect((await fetch(`${refusing.url}/blobs/${sha256("a")}`)).status).toBe(404);
  });
});
