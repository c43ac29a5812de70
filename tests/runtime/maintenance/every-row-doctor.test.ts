import { createHash } from "node:crypto";
import type { Storage } from "@specstar/runtime";
import type { FindingKind } from "@specstar/runtime/maintenance";
import { describe, expect, it } from "vitest";
import { openRow, type OpenedRow, type Row } from "./rows.js";
import { tablesOf, toMigration } from "./tables.js";
import { examine, holder, holders, kindsOf } from "./world.js";

const ROWS: readonly Row[] = ["disk", "s3", "postgres", "postgres-disk-s3"];

const { index } = holder;

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** Documents `a` and `b`, of which the second has two revisions, a file, and the first for an owner. */
interface Patient extends OpenedRow {
  readonly fileId: string;
  /** The payload of a revision of a document. */
  uidOf(id: string, n: number): Promise<string>;
}

async function openPatient(row: Row): Promise<Patient> {
  const opened = await openRow(row, [index]);
  const { storage } = opened;
  const manager = holders(storage);
  const { fileId, size } = await storage.blobs.put(bytesOf("the bytes of b"));
  await manager.create({ name: "first" }, { id: "a" });
  await manager.create({ name: "second" }, { id: "b" });
  await manager.update("holder:b", { name: "second", owner: "holder:a", file: { fileId, size, contentType: "text/plain" } });
  const uidOf = async (id: string, n: number) => (await storage.meta.readRevision(index, id, n, { payload: false }))?.payloadUid ?? "";
  return { ...opened, fileId, uidOf };
}

/** How bytes are called where each has a name of its own. */
const nameOf = (uid: string) => createHash("sha256").update(uid).digest("hex");

/** What a crash between the two steps of a write leaves. */
async function leaveOrphan({ storage, uidOf }: Patient): Promise<void> {
  const stored = await storage.meta.readRevision(index, "holder:a", 1, { payload: false });
  if (stored === undefined) throw new Error(`There is no revision ${await uidOf("holder:a", 1)}.`);
  await storage.revisions.put({ uid: "never", info: { ...stored.revision.value, uid: "never", revisionId: "holder:a:2" }, payload: { data: "{}" } });
}

/** Puts other data in the place of that of `a`, whole by all that the store itself can tell. */
async function alterData({ storage, alter, uidOf }: Patient, data: string): Promise<void> {
  const uid = await uidOf("holder:a", 1);
  if (storage.meta.keepsPayloads) return alter(`UPDATE specstar_payload SET data = '${data}' WHERE uid = '${uid}'`);
  const info = (await storage.meta.readRevision(index, "holder:a", 1, { payload: false }))?.revision.value;
  if (info === undefined) throw new Error("There is no revision.");
  await storage.revisions.delete([uid]);
  await storage.revisions.put({ uid, info, payload: { data } });
}

async function loseData({ storage, alter, damage, uidOf }: Patient): Promise<void> {
  const uid = await uidOf("holder:a", 1);
  if (storage.meta.keepsPayloads) await alter(`DELETE FROM specstar_payload WHERE uid = '${uid}'`);
  else await damage(nameOf(uid), () => null);
}

async function loseBlob({ storage, damage, fileId }: Patient): Promise<void> {
  if (storage.blobs.isDurable) await damage(fileId, () => null);
  else await storage.blobs.delete(fileId, new Date(Date.now() + 60_000));
}

async function expireReceipt({ storage }: Patient): Promise<void> {
  const [now, leaseUntil, expires] = ["2026-01-01T00:00:00.000Z", "2026-01-01T00:01:00.000Z", "2026-01-02T00:00:00.000Z"];
  await storage.meta.receipts.begin({ key: "k", fingerprint: "f", token: "t", now, leaseUntil, expires });
}

const change = (id: string) => `specstar_change WHERE resource_id = '${id}'`;
const remaining = `INSERT INTO specstar_change (model, resource_id, revision_id, op, at, "by") VALUES ('gone', 'gone:1', 'gone:1:1', 'create', '2026-01-01T00:00:00.000Z', 'ann')`;

interface Damage {
  readonly kind: FindingKind;
  readonly of: string;
  readonly does: (patient: Patient) => Promise<unknown>;
  /** Whether a repair mends all of it; otherwise the doctor says the same again. */
  readonly mends: boolean;
  /** Where payloads are kept apart alone. */
  readonly apart?: true;
}

const DAMAGES: readonly Damage[] = [
  { kind: "wrong-meta", of: "an indexed field", does: ({ alter }) => alter("UPDATE holder SET data_name = 'other' WHERE resource_id = 'holder:b'"), mends: true },
  { kind: "wrong-meta", of: "a tag", does: ({ alter }) => alter("UPDATE holder SET etag = 'other' WHERE resource_id = 'holder:b'"), mends: true },
  { kind: "wrong-pointer", of: "the meta", does: ({ alter }) => alter("UPDATE holder SET current_revision = 1, meta = replace(meta, 'holder:b:2', 'holder:b:1') WHERE resource_id = 'holder:b'"), mends: true },
  { kind: "wrong-references", of: "lost rows", does: ({ alter }) => alter("DELETE FROM specstar_reference"), mends: true },
  { kind: "missing-blob-use", of: "lost rows", does: ({ alter }) => alter("DELETE FROM specstar_blob_use"), mends: true },
  { kind: "missing-revision", of: "a lost row", does: ({ alter }) => alter("DELETE FROM holder_revision WHERE resource_id = 'holder:b' AND n = 1"), mends: false },
  { kind: "missing-change", of: "a lost row", does: ({ alter }) => alter(`DELETE FROM ${change("holder:a")}`), mends: false },
  { kind: "broken-reference", of: "an owner who is gone", does: ({ alter }) => alter(`DELETE FROM holder WHERE resource_id = 'holder:a'; DELETE FROM holder_revision WHERE resource_id = 'holder:a'; DELETE FROM ${change("holder:a")}`), mends: false },
  { kind: "missing-payload", of: "lost data", does: loseData, mends: false },
  { kind: "wrong-hash", of: "other data", does: (patient) => alterData(patient, '{"name":"frist","file":null,"owner":null,"secret":"none"}'), mends: false },
  { kind: "unreadable-data", of: "no JSON", does: (patient) => alterData(patient, '{"name":'), mends: false },
  { kind: "broken-envelope", of: "bytes that are cut off", does: async ({ damage, uidOf }) => damage(nameOf(await uidOf("holder:a", 1)), (bytes) => bytes.subarray(0, -5)), mends: false, apart: true },
  { kind: "broken-envelope", of: "a bit that has flipped", does: async ({ damage, uidOf }) => damage(nameOf(await uidOf("holder:a", 1)), flipBit), mends: false, apart: true },
  { kind: "orphaned-payload", of: "a write that was never finished", does: leaveOrphan, mends: true, apart: true },
  { kind: "lost-resource", of: "lost rows", does: ({ alter }) => alter("DELETE FROM holder WHERE resource_id = 'holder:b'; DELETE FROM holder_revision WHERE resource_id = 'holder:b'"), mends: true, apart: true },
  { kind: "dangling-blob", of: "lost bytes", does: loseBlob, mends: false },
  { kind: "unused-blobs", of: "bytes that nothing names", does: ({ storage }) => storage.blobs.put(bytesOf("nobody's")), mends: false },
  { kind: "expired-receipts", of: "an old one", does: expireReceipt, mends: true },
  { kind: "unknown-model", of: "a change of it", does: ({ alter }) => alter(remaining), mends: false },
];

function flipBit(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[20] = (flipped[20] ?? 0) ^ 1;
  return flipped;
}

/** A day later, when nothing is young any more. */
const clock = () => new Date(Date.now() + 90_000_000);

async function rowsOf(storage: Storage): Promise<unknown> {
  return storage.meta.archive.dump(index, { after: null, limit: 9, payload: true });
}

describe.each(ROWS)("the doctor of %s", (row) => {
  const damages = DAMAGES.filter(({ apart }) => apart !== true || row !== "postgres");

  it.each(damages)("finds $kind by $of, and mends what is no guess", async ({ kind, does, mends }) => {
    const patient = await openPatient(row);
    const { storage } = patient;
    expect(await examine(storage, [holder], { clock })).toEqual([]);
    const before = await rowsOf(storage);
    await does(patient);
    const found = await examine(storage, [holder], { clock });
    expect(kindsOf(found)).toContain(kind);
    const repaired = await examine(storage, [holder], { clock, repair: true });
    expect(repaired.filter((each) => each.kind === kind).map((each) => each.repaired)).toEqual(found.filter((each) => each.kind === kind).map(() => (mends ? true : undefined)));
    const after = await examine(storage, [holder], { clock });
    expect(kindsOf(after)).toEqual(mends ? [] : expect.arrayContaining([kind]));
    if (mends) expect(await rowsOf(storage)).toEqual(before);
  }, 60_000);

  it("tells of a database that isn't what the migrations make", async () => {
    const { storage, alter } = await openPatient(row);
    const made = tablesOf([index], storage.migrations?.dialect ?? "sqlite");
    const kinds = async (migrations: typeof made[]) => kindsOf(await examine(storage, [holder], { clock, migrations }));
    expect(await kinds([made])).toEqual([]);
    expect(await kinds([made, toMigration("20260301000000_next", "SELECT 1;")])).toEqual(["pending-migration"]);
    expect(await kinds([{ ...made, checksum: "sha256:1" }])).toEqual(["changed-migration"]);
    expect(await kinds([])).toEqual(["unknown-migration"]);
    await alter("DROP INDEX holder_unique_data_name");
    expect(await kinds([made])).toEqual(["unknown-migration", "schema-drift"]);
    await alter("ALTER TABLE holder DROP COLUMN data_name");
    expect((await examine(storage, [holder], { clock, migrations: [made] })).map(({ message }) => message)).toContain("The column data_name of the table holder is missing.");
  }, 60_000);
});

describe.each(ROWS.filter((row) => row !== "postgres"))("the doctor of %s", (row) => {
  it("deletes nothing when it is the database that is lost", async () => {
    const { storage, alter } = await openPatient(row);
    const manager = holders(storage);
    for (let n = 0; n < 12; n++) await manager.create({ name: `n${n}` });
    await alter("DELETE FROM holder; DELETE FROM holder_revision; DELETE FROM specstar_change; DELETE FROM specstar_reference; DELETE FROM specstar_blob_use");
    const found = await examine(storage, [holder], { clock, repair: true });
    expect(found.find(({ kind }) => kind === "too-many-orphans")).toMatchObject({ severity: "error", repairable: false });
    let left = 0;
    for await (const _ of storage.revisions.list()) left++;
    expect(left).toBe(15);
  }, 60_000);
});
