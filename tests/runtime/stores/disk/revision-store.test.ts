import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { FileRevisionStore } from "../../../../runtime/stores/disk/revision-store.js";
import { envelopeOf, listAll, listUids } from "./envelopes.js";
import { filesIn, newFolder } from "./new-folder.js";

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

/** A store with one envelope, and its file. */
async function openOne(data?: string) {
  const folder = await newFolder();
  const store = new FileRevisionStore(folder);
  const envelope = envelopeOf("one", data);
  await store.put(envelope);
  const [file = ""] = await filesIn(folder);
  return { folder, store, envelope, file, bytes: await readFile(file) };
}

/** Nothing wrong is ever given: the read names the file and the uid, the listing leaves it out and reports it. */
async function expectBroken({ store, envelope: { uid }, file }: Awaited<ReturnType<typeof openOne>>, what: string): Promise<void> {
  const message: unknown = await store.read([uid]).then((texts) => texts, (error: Error) => error.message);
  expect(message, what).toMatch(/ is broken\. .+ Run `specstar doctor`\.$/);
  expect(message, what).toContain(`The file ${file} of revision ${uid} `);
  expect(await listAll(store.list()), what).toEqual([]);
  expect(await listAll(store.listBroken()), what).toMatchObject([{ place: file, problem: expect.stringMatching(/^Its? .+\.$/) }]);
}

describe("an envelope as a file", () => {
  it("is named by the hash of its uid, and describes itself", async () => {
    const { folder, envelope, file, bytes } = await openOne('{"a":1}\n');
    const name = sha256(envelope.uid);
    expect(file).toBe(join(folder, name.slice(0, 2), name.slice(2, 4), name));
    const end = bytes.indexOf("\n");
    const line = bytes.subarray(0, end).toString();
    const sealed = line.slice(0, line.lastIndexOf(',"head":'));
    expect(JSON.parse(line)).toEqual({ format: 1, uid: envelope.uid, info: envelope.info, size: 8, sha256: sha256('{"a":1}\n'), head: sha256(sealed) });
    expect(bytes.subarray(end + 1).toString()).toBe('{"a":1}\n');
  });

  it("has no data of its own when it shares that of another", async () => {
    const { folder, store, envelope } = await openOne();
    const shared = { ...envelope, uid: randomUUID(), payload: { sameAs: envelope.uid } };
    await store.put(shared);
    const files = await filesIn(folder);
    const text = await readFile(files.find((file) => basename(file) === sha256(shared.uid)) ?? "", "utf8");
    expect(JSON.parse(text)).toMatchObject({ uid: shared.uid, sameAs: envelope.uid });
    expect(text.endsWith("}\n")).toBe(true);
  });

  it("can be put under any uid, and leaves the folder to none", async () => {
    const folder = await newFolder();
    const store = new FileRevisionStore(join(folder, "in"));
    const uids = ["../../out", "/etc/passwd", "a", "A", "CON", "nul\0", "x".repeat(5000), "a/b", "é", "e\u0301", ".", ""];
    for (const uid of uids) await store.put({ ...envelopeOf("x", JSON.stringify(uid)), uid });
    expect(await store.read(uids)).toEqual(uids.map((uid) => JSON.stringify(uid)));
    expect((await filesIn(folder)).map((file) => basename(file)).toSorted()).toEqual(uids.map(sha256).toSorted());
    expect((await filesIn(folder)).every((file) => file.startsWith(join(folder, "in/")))).toBe(true);
  });

  it("is noticed when it is cut off anywhere, and written anew by the next put", async () => {
    const one = await openOne();
    for (let length = 0; length < one.bytes.length; length++) {
      await writeFile(one.file, one.bytes.subarray(0, length));
      await expectBroken(one, `${length} bytes`);
    }
    await one.store.put(one.envelope);
    expect(await readFile(one.file)).toEqual(one.bytes);
  }, 120_000);

  it("is noticed when any byte is another, or one is added", async () => {
    const one = await openOne();
    for (let at = 0; at < one.bytes.length; at++) {
      const altered = Buffer.from(one.bytes);
      altered.writeUInt8((altered.readUInt8(at) + 1) % 256, at);
      await writeFile(one.file, altered);
      await expectBroken(one, `byte ${at}`);
    }
    for (const more of ["\0", "\n", "{}"]) {
      await writeFile(one.file, Buffer.concat([one.bytes, Buffer.from(more)]));
      await expectBroken(one, JSON.stringify(more));
    }
  }, 120_000);

  it("is noticed under another's name, and in a format that is not known", async () => {
    const one = await openOne();
    const other = join(dirname(one.file), sha256("other"));
    await rename(one.file, other);
    await expect(one.store.read([one.envelope.uid])).resolves.toEqual([undefined]);
    expect(await listAll(one.store.listBroken())).toEqual([{ place: other, uid: one.envelope.uid, problem: "It has the name of another revision's file." }]);
    const head = one.bytes.toString().replace('"format":1', '"format":2').split(',"head":')[0] ?? "";
    await writeFile(one.file, `${head},"head":"${sha256(head)}"}\n${one.bytes.toString().split("\n")[1]}`);
    await expect(one.store.read([one.envelope.uid])).rejects.toThrow("Its format is 2, which this version does not know.");
  });

  it("does not keep the others from being listed and read", async () => {
    const { store, file, envelope } = await openOne();
    const others = Array.from({ length: 20 }, (_, at) => envelopeOf(`n${at}`));
    await Promise.all(others.map((each) => store.put(each)));
    await writeFile(file, "torn");
    expect(await listUids(store)).toEqual(others.map(({ uid }) => uid).toSorted());
    expect(await listAll(store.listBroken())).toEqual([{ place: file, uid: undefined, problem: "Its first line is cut off or altered." }]);
    await store.delete([envelope.uid]);
    expect(await listAll(store.listBroken())).toEqual([]);
  });
});

describe("a folder of envelopes", () => {
  it("is shared by stores that put the same at once, and leaves nothing beside the files", async () => {
    const folder = await newFolder();
    const stores = [new FileRevisionStore(folder), new FileRevisionStore(folder)];
    const envelopes = Array.from({ length: 200 }, (_, at) => envelopeOf(`n${at}`));
    await Promise.all(stores.flatMap((store) => envelopes.map((each) => store.put(each))));
    for (const store of stores) expect(await listUids(store)).toEqual(envelopes.map(({ uid }) => uid).toSorted());
    expect(await filesIn(folder)).toHaveLength(200);
  });

  it("loses what killed processes have left half-written, once it is old", async () => {
    const { store, file, envelope, folder } = await openOne();
    const [old, fresh] = [`${file}.${randomUUID()}`, `${file}.${randomUUID()}`];
    await Promise.all([writeFile(old, "half"), writeFile(fresh, "half")]);
    await utimes(old, new Date(0), new Date(0));
    expect(await listUids(store)).toEqual([envelope.uid]);
    expect((await filesIn(folder)).toSorted()).toEqual([file, fresh].toSorted());
  });

  it("finishes what it accepted before it is closed", async () => {
    const folder = await newFolder();
    const store = new FileRevisionStore(folder);
    const puts = Array.from({ length: 300 }, (_, at) => store.put(envelopeOf(`n${at}`)));
    await store.close();
    expect(await filesIn(folder)).toHaveLength(300);
    await Promise.all(puts);
  });
});
