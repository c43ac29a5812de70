import { join } from "node:path";
import type { BlobStore } from "../blob-store.js";
import { openFileRevisions } from "../disk/index.js";
import { MemoryBlobStore } from "../memory/blob-store.js";
import { openAll } from "../open-all.js";
import { openS3Blobs, openS3Revisions, type S3Options } from "../s3/index.js";
import { combineStorage, type Part, type Storage } from "../storage.js";
import { openPostgresMeta, openPostgresTogether } from "./open-parts.js";
import type { PostgresOptions } from "./options.js";

/**
 * Resources in a PostgreSQL database, meta and data in one transaction. Files are kept in memory, and gone when the process ends: a
 * model that has some needs `postgresS3Storage` or `postgresDiskS3Storage`, or a place of its own by `backend.json`.
 *
 * @throws CONFIG_INVALID when a package is missing or an option can't be; BACKEND_UNAVAILABLE when a part can't be reached.
 */
export async function postgresStorage(options: PostgresOptions): Promise<Storage> {
  const { meta, revisions } = await openPostgresTogether(options);
  return combineStorage(meta, revisions, await openMemoryBlobs());
}

export interface PostgresDiskOptions {
  readonly postgres: PostgresOptions;
  /** The folder of the revisions' files, which are in `revisions` below it. Every process needs the same. */
  readonly rootdir: string;
}

/**
 * Meta in PostgreSQL, the data of revisions as files. Files of the models are kept in memory, and gone when the process ends.
 *
 * @throws as `postgresStorage`.
 */
export function postgresDiskStorage({ postgres, rootdir }: PostgresDiskOptions): Promise<Storage> {
  return openAll({ meta: () => openMeta(postgres), revisions: () => openRevisionFiles(rootdir), blobs: openMemoryBlobs });
}

export interface PostgresS3Options {
  readonly postgres: PostgresOptions;
  readonly s3: S3Options;
}

/**
 * Meta in PostgreSQL, the data of revisions and files in S3.
 *
 * @throws as `postgresStorage`.
 */
export function postgresS3Storage({ postgres, s3 }: PostgresS3Options): Promise<Storage> {
  return openAll({ meta: () => openMeta(postgres), revisions: () => openS3Revisions(s3), blobs: () => openS3Blobs(s3) });
}

/**
 * Meta in PostgreSQL, the data of revisions as files on a disk, files of the models in S3: what is recommended for production.
 *
 * @throws as `postgresStorage`.
 */
export function postgresDiskS3Storage({ postgres, rootdir, s3 }: PostgresDiskOptions & PostgresS3Options): Promise<Storage> {
  return openAll({ meta: () => openMeta(postgres), revisions: () => openRevisionFiles(rootdir), blobs: () => openS3Blobs(s3) });
}

function openMeta(options: PostgresOptions) {
  return openPostgresMeta(options, { keepsPayloads: false });
}

async function openRevisionFiles(rootdir: string) {
  return openFileRevisions(join(rootdir, "revisions"));
}

async function openMemoryBlobs(): Promise<Part<BlobStore>> {
  const store = new MemoryBlobStore();
  return { store, close: async () => store.close() };
}
