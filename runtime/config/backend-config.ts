import type { DiskConnection } from "./types/disk.js";
import type { MemoryConnection } from "./types/memory.js";
import type { PostgresConnection } from "./types/postgres.js";
import type { S3Connection } from "./types/s3.js";
import type { SqliteConnection } from "./types/sqlite.js";

/** Which back end a project uses: the content of `backend.json`. Its strings may hold `${NAME}` and `${NAME:-default}`. */
export interface BackendConfig {
  readonly version: 1;
  /** Options of all connections that have such an option and don't say otherwise. */
  readonly defaults?: BackendDefaults;
  /** Places to keep things in, by a name of one's own. */
  readonly connections?: Readonly<Record<string, Connection>>;
  /** Where the meta, the facts of the revisions and the change log go. */
  readonly meta: Binding;
  /** Where the data of the revisions goes; where the meta goes unless given. */
  readonly resource?: Binding;
  /** Where files go; see `docs/backends.md` for where unless given. */
  readonly blob?: Binding;
}

export interface BackendDefaults {
  /** What the names of all tables begin with in PostgreSQL. */
  readonly tablePrefix?: string;
  /** What the keys of all objects begin with in S3. */
  readonly prefix?: string;
}

/** A connection by its name, with options of it that are others here; or one that is described on the spot. */
export type Binding = { readonly use: string; readonly options?: Readonly<Record<string, OptionValue>> } | Connection;

export type OptionValue = string | number | boolean;

export type Connection = MemoryConnection | SqliteConnection | DiskConnection | PostgresConnection | S3Connection;

/** What a connection can be used for: the three concerns of a storage. */
export type Role = "meta" | "resource" | "blob";
