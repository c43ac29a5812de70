import type { CeleryConnection } from "./types/celery.js";
import type { DiskConnection } from "./types/disk.js";
import type { MemoryConnection } from "./types/memory.js";
import type { PostgresConnection } from "./types/postgres.js";
import type { RabbitmqConnection } from "./types/rabbitmq.js";
import type { S3Connection } from "./types/s3.js";
import type { SimpleConnection } from "./types/simple.js";
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
  /** How jobs come to their workers; they look for them where the meta is unless given. */
  readonly mq?: Binding;
}

export interface BackendDefaults {
  /** What the names of all tables begin with in PostgreSQL. */
  readonly tablePrefix?: string;
  /** What the keys of all objects begin with in S3. */
  readonly prefix?: string;
}

/** A connection by its name, with options of it that are others here; or one that is described on the spot. */
export type Binding = { readonly use: string; readonly options?: Readonly<Record<string, OptionValue>> } | Connection;

export type OptionValue = string | number | boolean | Readonly<Record<string, string>>;

export type Connection = StoreConnection | QueueConnection;

/** Where something is kept. */
export type StoreConnection = MemoryConnection | SqliteConnection | DiskConnection | PostgresConnection | S3Connection;

/** By what jobs come to their workers. */
export type QueueConnection = SimpleConnection | RabbitmqConnection | CeleryConnection;

/** The concerns of a storage that have a place, and its queue. */
export type StoreRole = "meta" | "resource" | "blob";
export type Role = StoreRole | "mq";

/** What can be used for each of them. */
export type Bound = { readonly [Name in StoreRole]: StoreConnection } & { readonly mq: QueueConnection };
