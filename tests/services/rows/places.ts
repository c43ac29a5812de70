import { memoryStorage, type Storage } from "@specstar/runtime";
import type { BackendConfig } from "@specstar/runtime/config";
import { diskStorage } from "@specstar/runtime/disk";
import { postgresDiskS3Storage, postgresDiskStorage, postgresS3Storage, postgresStorage } from "@specstar/runtime/postgres";
import { s3Storage } from "@specstar/runtime/s3";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { newBucket, type TestBucket } from "../s3-server.js";
import { dropPostgres, newFolder, newPostgres, newSqlite } from "./databases.js";
import type { Tables } from "./tables.js";

/** The rows of the table of back ends. */
export const ROWS = ["memory", "sqlite", "disk", "s3", "postgres", "postgres-s3", "postgres-disk", "postgres-disk-s3"] as const;

export type Row = (typeof ROWS)[number];

/** Where a storage of a row is, with the tables that it needs and nothing in them. All of it is gone when the file's tests are done. */
export interface Place {
  /** By the row's factory; the same place each time, as after a restart. */
  open(): Promise<Storage>;
  /** The same place for `openBackend`. */
  readonly config: BackendConfig;
  /** Makes room for other places, when there are many. */
  discard(): Promise<void>;
}

/** Makes a place of a row that no other test knows. */
export function newPlace(row: Row, tables: Tables): Promise<Place> {
  return makers[row](tables);
}

/** Opens a new place of a row by its factory, for those who open it once: closing it discards it. */
export async function openRow(row: Row, tables: Tables): Promise<Storage> {
  const { open, discard } = await newPlace(row, tables);
  const storage = await open();
  return { ...storage, close: () => storage.close().finally(discard) };
}

const makers: Readonly<Record<Row, (tables: Tables) => Promise<Place>>> = {
  async memory() {
    return { open: async () => memoryStorage(), config: { version: 1, meta: { type: "memory" } }, discard: nothingToDo };
  },
  async sqlite(tables) {
    const rootdir = await newSqlite(tables);
    return { open: async () => sqliteStorage(rootdir), config: { version: 1, meta: { type: "sqlite", options: { rootdir } } }, discard: nothingToDo };
  },
  async disk(tables) {
    const rootdir = await newSqlite(tables);
    return { open: async () => diskStorage(rootdir), config: inOne({ type: "disk", options: { rootdir } }), discard: nothingToDo };
  },
  async s3(tables) {
    const s3 = await newPrefix();
    const { migrations, close } = await s3Storage(s3);
    for (const migration of await tables("sqlite")) await migrations?.apply(migration);
    await close();
    return { open: () => s3Storage(s3), config: inOne({ type: "s3", options: s3 }), discard: nothingToDo };
  },
  async postgres(tables) {
    const dsn = await newPostgres(tables);
    return { open: () => postgresStorage({ dsn }), config: { version: 1, meta: database(dsn) }, discard: () => dropPostgres(dsn) };
  },
  async "postgres-s3"(tables) {
    const [dsn, s3] = await Promise.all([newPostgres(tables), newPrefix()]);
    const bucket = { type: "s3", options: s3 } as const;
    const config: BackendConfig = { version: 1, meta: database(dsn), resource: bucket, blob: bucket };
    return { open: () => postgresS3Storage({ postgres: { dsn }, s3 }), config, discard: () => dropPostgres(dsn) };
  },
  async "postgres-disk"(tables) {
    const [dsn, rootdir] = await Promise.all([newPostgres(tables), newFolder()]);
    const config: BackendConfig = { version: 1, meta: database(dsn), resource: { type: "disk", options: { rootdir } } };
    return { open: () => postgresDiskStorage({ postgres: { dsn }, rootdir }), config, discard: () => dropPostgres(dsn) };
  },
  async "postgres-disk-s3"(tables) {
    const [dsn, rootdir, s3] = await Promise.all([newPostgres(tables), newFolder(), newPrefix()]);
    const [resource, blob] = [{ type: "disk", options: { rootdir } } as const, { type: "s3", options: s3 } as const];
    const open = () => postgresDiskS3Storage({ postgres: { dsn }, rootdir, s3 });
    return { open, config: { version: 1, meta: database(dsn), resource, blob }, discard: () => dropPostgres(dsn) };
  },
};

/** Folders and prefixes go with the file's tests. */
async function nothingToDo(): Promise<void> {}

/** Everything in one place. */
function inOne(connection: Extract<BackendConfig["meta"], { readonly type: "disk" | "s3" }>): BackendConfig {
  return { version: 1, connections: { place: connection }, meta: { use: "place" }, resource: { use: "place" }, blob: { use: "place" } };
}

function database(dsn: string) {
  return { type: "postgres", options: { dsn } } as const;
}

let bucket: Promise<TestBucket> | undefined;
let prefixes = 0;

/** One bucket serves all of a file's tests: making one takes longer than most of them. */
async function newPrefix(): Promise<TestBucket & { readonly prefix: string }> {
  bucket ??= newBucket();
  return { ...(await bucket), prefix: `place-${++prefixes}/` };
}
