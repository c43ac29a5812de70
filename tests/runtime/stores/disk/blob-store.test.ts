import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobStoreSuite } from "@specstar/runtime/testing";
import { afterAll, describe, expect, it } from "vitest";
import { FileBlobStore } from "../../../../runtime/stores/disk/blob-store.js";

const folders: string[] = [];

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-blobs-"));
  folders.push(folder);
  return folder;
}

const newPlace = async () => {
  const folder = join(await newFolder(), "blobs");
  return async () => ({ store: new FileBlobStore(folder), close: async () => undefined });
};

blobStoreSuite("files", async () => (await newPlace())(), { newPlace });

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** The same chunk again and again: what grows is the store's. */
async function* manyBytes(chunks: number): AsyncIterable<Uint8Array> {
  const chunk = randomBytes(1_048_576);
  for (let at = 0; at < chunks; at++) {
    chunk.writeUInt32LE(at);
    yield chunk;
  }
}

async function listIds(store: FileBlobStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { fileId } of store.list()) ids.push(fileId);
  return ids;
}

describe("blobs as files", () => {
  it("lie in folders of their first digits, and nothing lies beside them", async () => {
    const folder = await newFolder();
    const { fileId } = await new FileBlobStore(folder).put(bytesOf("a"));
    await new FileBlobStore(folder).put(bytesOf("a"));
    expect(await readdir(join(folder, fileId.slice(0, 2), fileId.slice(2, 4)))).toEqual([fileId]);
    expect(await filesIn(folder)).toEqual([fileId]);
  });

  it("takes and gives a large one in constant memory", async () => {
    const store = new FileBlobStore(await newFolder());
    const before = process.memoryUsage().rss;
    const { fileId, size } = await store.put(manyBytes(300));
    let read = 0;
    for await (const chunk of (await store.read(fileId)) ?? []) read += chunk.length;
    expect([size, read]).toEqual([300 * 1_048_576, 300 * 1_048_576]);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1_048_576);
  });

  it("leaves no file of a broken stream", async () => {
    const folder = await newFolder();
    const broken = (async function* () {
      yield Buffer.alloc(100_000);
      throw new Error("broken");
    })();
    await expect(new FileBlobStore(folder).put(broken)).rejects.toThrow("broken");
    expect(await filesIn(folder)).toEqual([]);
  });

  it("removes what a killed process has left, once it is old", async () => {
    const folder = await newFolder();
    await mkdir(join(folder, "staging"));
    const [old, fresh] = [join(folder, "staging", randomUUID()), join(folder, "staging", randomUUID())];
    await Promise.all([writeFile(old, "half"), writeFile(fresh, "half")]);
    await utimes(old, new Date(0), new Date(0));
    expect(await listIds(new FileBlobStore(folder))).toEqual([]);
    expect(await filesIn(folder)).toHaveLength(1);
  });

  it.each(["list", "claim"] as const)("brings back by %s what a killed process has set aside", async (how) => {
    const folder = await newFolder();
    const store = new FileBlobStore(folder);
    const { fileId } = await store.put(bytesOf("a"));
    const shard = join(folder, fileId.slice(0, 2), fileId.slice(2, 4));
    await writeFile(join(shard, `${fileId}.${randomUUID()}.aside`), "a");
    await rm(join(shard, fileId));
    expect(how === "list" ? await listIds(store) : [(await store.claim(fileId))?.fileId]).toEqual([fileId]);
    expect(await filesIn(folder)).toEqual([fileId]);
  });

  it("says which folder it can't use and why, and leaves nothing", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "file"), "");
    await expect(new FileBlobStore(join(folder, "file")).put(bytesOf("a"))).rejects.toMatchObject({
      code: "BACKEND_UNAVAILABLE",
      message: `The folder ${join(folder, "file")} can't be used (EEXIST): a file is where a folder should be. Move the file away, or choose another folder.`,
    });
    expect(await filesIn(folder)).toEqual(["file"]);
  });
});
