import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { memoryStorage, type ModelIndex, type Storage } from "@specstar/runtime";
import { diskStorage } from "@specstar/runtime/disk";
import { postgresDiskS3Storage, postgresDiskStorage, postgresS3Storage, postgresStorage } from "@specstar/runtime/postgres";
import { s3Storage } from "@specstar/runtime/s3";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterAll, onTestFinished } from "vitest";
import { startPostgres, type PostgresServer } from "../../services/postgres-server.js";
import { listKeys, newBucket, using, type TestBucket } from "../../services/s3-server.js";
import { tablesOf, toMigration } from "./tables.js";

/** The back ends of the table. */
export type Row = "memory" | "sqlite" | "disk" | "s3" | "postgres" | "postgres-s3" | "postgres-disk" | "postgres-disk-s3";

let server: Promise<PostgresServer> | undefined;

afterAll(async () => {
  await (await server)?.stop();
}, 60_000);

/** Where a storage of a row keeps what it has: a database, a folder and a bucket of its own, as far as it needs them. */
interface Place {
  readonly folder: string;
  readonly dsn: string;
  readonly s3: TestBucket;
}

const OPEN: Readonly<Record<Row, (place: Place) => Storage | Promise<Storage>>> = {
  memory: () => memoryStorage(),
  sqlite: ({ folder }) => sqliteStorage(folder),
  disk: ({ folder }) => diskStorage(folder),
  s3: ({ folder, s3 }) => s3Storage({ ...s3, cacheDir: folder }),
  postgres: ({ dsn }) => postgresStorage({ dsn, poolSize: 4 }),
  "postgres-s3": ({ dsn, s3 }) => postgresS3Storage({ postgres: { dsn, poolSize: 4 }, s3 }),
  "postgres-disk": ({ dsn, folder }) => postgresDiskStorage({ postgres: { dsn, poolSize: 4 }, rootdir: folder }),
  "postgres-disk-s3": ({ dsn, folder, s3 }) => postgresDiskS3Storage({ postgres: { dsn, poolSize: 4 }, rootdir: folder, s3 }),
};

/** A storage with the tables of some models, and ways to do to it what no program of ours does. */
export interface OpenedRow {
  readonly storage: Storage;
  /** Runs SQL on its database. */
  alter(sql: string): Promise<void>;
  /** Changes the bytes that it keeps under the name of a revision's or a blob's hash; null takes them away. */
  damage(name: string, change: (bytes: Buffer) => Buffer | null): Promise<void>;
}

/** Opens a row in a place of its own, which is gone when the test is done. */
export async function openRow(row: Row, indexes: readonly ModelIndex[]): Promise<OpenedRow> {
  const place = await newPlace(row);
  const storage = await OPEN[row](place);
  onTestFinished(async () => {
    await storage.close();
    await rm(place.folder, { recursive: true, force: true });
  }, 60_000);
  if (storage.migrations !== null) await storage.migrations.apply(tablesOf(indexes, storage.migrations.dialect));
  let alterations = 0;
  return {
    storage,
    // Through the migrations' door, so that it reaches the log in S3 as well.
    alter: async (sql) => storage.migrations?.apply(toMigration(`20260102000000_alteration_${++alterations}`, sql)),
    damage: async (name, change) => {
      const found = (await changeFile(place.folder, name, change)) || (row.endsWith("s3") && (await changeObject(place.s3, name, change)));
      if (!found) throw new Error(`There is nothing under the name ${name}.`);
    },
  };
}

async function newPlace(row: Row): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-row-"));
  if (row.startsWith("postgres")) server ??= startPostgres();
  const dsn = row.startsWith("postgres") ? ((await (await server)?.createDatabase()) ?? "") : "";
  return { folder, dsn, s3: row.endsWith("s3") ? await newBucket() : noBucket };
}

const noBucket: TestBucket = { bucket: "", endpoint: "", region: "", accessKeyId: "", secretAccessKey: "" };

/** Returns whether there was such a file. */
async function changeFile(folder: string, name: string, change: (bytes: Buffer) => Buffer | null): Promise<boolean> {
  const files = await readdir(folder, { recursive: true });
  const path = files.find((file) => file.endsWith(name));
  if (path === undefined) return false;
  const file = join(folder, path);
  const changed = change(await readFile(file));
  if (changed === null) await rm(file);
  else await writeFile(file, changed);
  return true;
}

/** The same of an object. */
async function changeObject(s3: TestBucket, name: string, change: (bytes: Buffer) => Buffer | null): Promise<boolean> {
  const keys = (await listKeys(s3)).filter((each) => each.endsWith(name) && !each.includes("blob-uses"));
  for (const Key of keys) {
    await using(s3, async (client) => {
      const place = { Bucket: s3.bucket, Key };
      const { Body } = await client.send(new GetObjectCommand(place));
      const changed = change(Buffer.from((await Body?.transformToByteArray()) ?? []));
      if (changed === null) await client.send(new DeleteObjectCommand(place));
      else await client.send(new PutObjectCommand({ ...place, Body: changed }));
    });
  }
  return keys.length > 0;
}
