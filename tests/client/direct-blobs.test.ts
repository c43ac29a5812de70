import { join } from "node:path";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { serve, type AppOptions } from "@specstar/runtime/express";
import { openS3Blobs } from "@specstar/runtime/s3";
import { afterAll, describe, expect, it } from "vitest";
import { createClient, unwrap } from "../../fixtures/life/expected/generated/client.js";
import { createApp, openManagers } from "../../fixtures/life/expected/generated/index.js";
import { fixtures } from "../fixture-samples.js";
import { newBucket } from "../services/s3-server.js";

const running: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const each of running) await each.close();
});

/** A client whose requests are noted: method and host. */
async function start(storage: Storage, options: AppOptions) {
  const cwd = process.cwd();
  process.chdir(join(fixtures, "life"));
  const app = createApp(await openManagers(storage), options);
  process.chdir(cwd);
  const server = await serve(app, { storage, port: 0, onReady: () => undefined });
  running.push(server);
  const sent: string[] = [];
  const client = createClient({
    baseUrl: server.url,
    headers: { "X-Token": "secret" },
    fetch: (url, init) => {
      sent.push(`${init.method} ${url.startsWith(server.url) ? "server" : "elsewhere"} ${init.headers["X-Token"] ?? "-"}`);
      return fetch(url, init);
    },
  });
  return { client, sent };
}

const bytes = new TextEncoder().encode("GIF89a: brought along");

describe("the client, past the server", () => {
  it("brings bytes to S3 without its own headers, and follows to where they lie", async () => {
    const blobs = await openS3Blobs(await newBucket());
    running.push(blobs);
    const { client, sent } = await start({ ...memoryStorage(), blobs: blobs.store }, { blobs: { direct: true } });
    const scan = await unwrap(client.$upload(bytes, { direct: true, contentType: "image/gif", name: "a.gif" }));
    expect(sent).toEqual(["POST server secret", "PUT elsewhere -", "POST server secret"]);
    expect(scan).toMatchObject({ size: bytes.length, contentType: "image/gif", name: "a.gif" });
    const { resourceId } = await unwrap(client.papers.create({ title: "Brought", scan }));
    const { body, etag, contentType } = await unwrap(client.papers.getBlob(resourceId, scan.fileId));
    expect([await new Response(body).text(), etag, contentType]).toEqual(["GIF89a: brought along", `"${scan.fileId}"`, "image/gif"]);
  });

  it("goes by way of the server where there is no other", async () => {
    const { client, sent } = await start(memoryStorage(), { blobs: { direct: true } });
    const scan = await unwrap(client.$upload(bytes, { direct: true }));
    expect(sent).toEqual(["POST server secret", "POST server secret"]);
    const { resourceId } = await unwrap(client.papers.create({ title: "Uploaded", scan }));
    expect(await new Response((await unwrap(client.papers.getBlob(resourceId, scan.fileId))).body).text()).toBe("GIF89a: brought along");
    expect(await client.papers.getBlob(resourceId, scan.fileId, { direct: true })).toMatchObject({ error: { code: "NOT_SUPPORTED" } });
  });
});
