import { join } from "node:path";
import type { Storage } from "@specstar/runtime";
import { diskStorage } from "@specstar/runtime/disk";
import { postgresDiskS3Storage, postgresDiskStorage, postgresS3Storage, postgresStorage, type PostgresOptions } from "@specstar/runtime/postgres";
import { s3Storage, type S3Options } from "@specstar/runtime/s3";
import { sqliteStorage } from "@specstar/runtime/sqlite";

/** Where a back end keeps all there is. Plain JSON, so that another process can be told. What its row doesn't use is not looked at. */
export interface Place {
  readonly row: RowName;
  readonly folder: string;
  readonly postgres: PostgresOptions;
  readonly s3: S3Options;
}

const OPENERS = {
  sqlite: async ({ folder }: Place) => sqliteStorage(folder),
  disk: async ({ folder }: Place) => diskStorage(folder),
  s3: ({ s3, folder }: Place) => s3Storage({ ...s3, cacheDir: join(folder, "cache") }),
  postgres: ({ postgres }: Place) => postgresStorage(postgres),
  "postgres-s3": ({ postgres, s3 }: Place) => postgresS3Storage({ postgres, s3 }),
  "postgres-disk": ({ postgres, folder }: Place) => postgresDiskStorage({ postgres, rootdir: folder }),
  "postgres-disk-s3": ({ postgres, s3, folder }: Place) => postgresDiskS3Storage({ postgres, s3, rootdir: folder }),
};

export type RowName = keyof typeof OPENERS;

/** What a row is made of, and so what can go wrong with it. */
export interface Row {
  readonly row: RowName;
  readonly usesPostgres: boolean;
  readonly usesS3: boolean;
  /** Whether it writes files by way of the system's asynchronous calls. */
  readonly usesFiles: boolean;
  /** Whether the files that data names are still there when the process has ended. */
  readonly keepsFiles: boolean;
}

/** The table's rows that outlive their process. */
export const ROWS: readonly Row[] = [
  { row: "sqlite", usesPostgres: false, usesS3: false, usesFiles: true, keepsFiles: true },
  { row: "disk", usesPostgres: false, usesS3: false, usesFiles: true, keepsFiles: true },
  { row: "s3", usesPostgres: false, usesS3: true, usesFiles: false, keepsFiles: true },
  { row: "postgres", usesPostgres: true, usesS3: false, usesFiles: false, keepsFiles: false },
  { row: "postgres-s3", usesPostgres: true, usesS3: true, usesFiles: false, keepsFiles: true },
  { row: "postgres-disk", usesPostgres: true, usesS3: false, usesFiles: true, keepsFiles: false },
  { row: "postgres-disk-s3", usesPostgres: true, usesS3: true, usesFiles: true, keepsFiles: true },
];

export function rowOf({ row }: Place): Row {
  const found = ROWS.find((each) => each.row === row);
  if (found === undefined) throw new Error(`${row} is no row.`);
  return found;
}

export function openPlace(place: Place): Promise<Storage> {
  return OPENERS[place.row](place);
}
