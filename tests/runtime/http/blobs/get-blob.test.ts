import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { codeOf, startSheets, upload, type SheetServer } from "./sheet-server.js";

const server = await startSheets();

async function sheetWith(bytes: string | Uint8Array, contentType?: string, name?: string, at: SheetServer = server) {
  const file = await upload(at.url, bytes, contentType, name);
  const { resourceId } = await at.sheets.create({ title: "a", files: [file] });
  return { file, resourceId, place: `${at.url}/sheets/${resourceId}/blobs/${file.fileId}` };
}

const get = (url: string, headers: Record<string, string> = {}, method = "GET") => fetch(url, { method, headers });

describe("GET of a blob", () => {
  it("gives the bytes, and says what they are", async () => {
    const { file, place } = await sheetWith("\x89PNG\r\n\x1A\n".replace("\x89", "x"), "text/plain; charset=utf-8", "a.txt");
    const response = await get(place);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-length": String(file.size),
      "content-disposition": 'inline; filename="a.txt"',
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "accept-ranges": "bytes",
      "cache-control": "private, max-age=86400, immutable",
      etag: `"${file.fileId}"`,
    });
    expect(await response.text()).toBe("xPNG\r\n\x1A\n");
  });

  it.each([
    ["text/html", "<html>", "attachment"],
    ["image/svg+xml", "<svg/>", "attachment"],
    ["application/pdf", "%PDF-1.7", "attachment"],
    ["image/gif", "GIF89a", "inline"],
    ["Image/GIF; a=b", "GIF89a", "inline"],
  ])("lets a browser show %s only if it can't run", async (type, bytes, disposition) => {
    const { place } = await sheetWith(bytes, type);
    expect((await get(place)).headers.get("content-disposition")).toBe(disposition);
  });

  it("gives a part", async () => {
    const { file, place } = await sheetWith("0123456789");
    const part = await get(place, { Range: "bytes=2-4" });
    expect([part.status, part.headers.get("content-range"), part.headers.get("content-length"), await part.text()]).toEqual([206, "bytes 2-4/10", "3", "234"]);
    const end = await get(place, { Range: "bytes=-2", "If-Range": `"${file.fileId}"` });
    expect([end.status, await end.text()]).toEqual([206, "89"]);
    const others = [{ Range: "bytes=0-1,3-4" }, { Range: "lines=1-2" }, { Range: "bytes=2-4", "If-Range": '"other"' }, { Range: "bytes=2-4", "If-Range": `W/"${file.fileId}"` }, { Range: "bytes=2-4", "If-Range": "Sat, 21 Nov 2026 09:00:00 GMT" }];
    for (const headers of others) expect((await get(place, headers)).status).toBe(200);
    const behind = await get(place, { Range: "bytes=10-" });
    expect([behind.status, behind.headers.get("content-range"), await codeOf(behind)]).toEqual([416, "bytes */10", "RANGE_NOT_SATISFIABLE"]);
  });

  it("knows what the client has", async () => {
    const { file, place } = await sheetWith("abc");
    const known = await get(place, { "If-None-Match": `W/"${file.fileId}"`, Range: "bytes=0-1" });
    expect([known.status, known.headers.get("etag"), await known.text()]).toEqual([304, `"${file.fileId}"`, ""]);
    expect((await get(place, { "If-None-Match": '"other"' })).status).toBe(200);
    expect((await get(place, { "If-Match": '"other"' })).status).toBe(412);
  });

  it("answers HEAD without the bytes", async () => {
    const { place } = await sheetWith("0123456789");
    const response = await get(place, { Range: "bytes=2-4" }, "HEAD");
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([200, "10", ""]);
  });

  it("gives nothing that the revision doesn't name, or doesn't show", async () => {
    const { file, resourceId, place } = await sheetWith("first");
    const [second, secret] = [await upload(server.url, "second"), await upload(server.url, "secret")];
    await server.sheets.update(resourceId, { title: "b", files: [second], secret });
    const at = (fileId: string, query = "") => get(`${server.url}/sheets/${resourceId}/blobs/${fileId}${query}`);
    expect(await Promise.all([get(place), at(file.fileId, "?revisionId=1"), at(second.fileId), at(secret.fileId), at("0".repeat(64)), at("..%2F..%2Fetc%2Fpasswd")].map(async (each) => (await each).status)))
      .toEqual([404, 200, 200, 404, 404, 404]);
    expect(await (await get(place)).json()).toMatchObject({ code: "BLOB_NOT_FOUND" });
    expect([(await get(`${server.url}/sheets/sheet:none/blobs/${file.fileId}`)).status, (await at(file.fileId, "?revisionId=9")).status, (await at(file.fileId, "?x=1")).status]).toEqual([404, 404, 400]);
    await server.sheets.delete(resourceId);
    expect([(await at(second.fileId)).status, (await at(second.fileId, "?revisionId=2")).status]).toEqual([410, 200]);
  });

  it("answers 404 for a blob that the store has lost", async () => {
    const { file, place } = await sheetWith("lost");
    await server.sheets.storage.blobs.delete(file.fileId, new Date(Date.now() + 1000));
    const response = await get(place);
    expect([response.status, response.headers.get("etag"), await codeOf(response)]).toEqual([404, null, "BLOB_NOT_FOUND"]);
  });

  it("sends no faster than the client takes it, and forgets one that goes away", async () => {
    const own = await startSheets();
    const { place } = await sheetWith(randomBytes(64 * 1_048_576), undefined, undefined, own);
    const { hostname, port, pathname } = new URL(place);
    const before = process.memoryUsage();
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: a\r\n\r\n`);
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = process.memoryUsage();
    expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(32 * 1_048_576);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await get(place, { Range: "bytes=0-0" })).status).toBe(206);
    expect(own.logged).toEqual([]);
  });
});
