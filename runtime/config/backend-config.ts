/** Which back end a project uses: the content of `backend.json`. Its strings may hold `${NAME}` and `${NAME:-default}`. */
export interface BackendConfig {
  readonly version: 1;
  /** Places to keep things in, by a name of one's own. */
  readonly connections?: Readonly<Record<string, Connection>>;
  /** Where the meta, the facts of the revisions and the change log go. */
  readonly meta: Binding;
  /** Where the data of the revisions goes. */
  readonly resource: Binding;
}

/** A connection by its name, or one that is described on the spot. */
export type Binding = { readonly use: string } | Connection;

export type Connection = MemoryConnection | SqliteConnection | PostgresConnection;

/** Gone when the process ends. */
export interface MemoryConnection {
  readonly type: "memory";
}

export interface SqliteConnection {
  readonly type: "sqlite";
  /** The folder of the database file, relative to the configuration file's; relative to the working directory without one. */
  readonly options: { readonly rootdir: string };
}

/** For migrations; resources can't be kept there yet. */
export interface PostgresConnection {
  readonly type: "postgres";
  /** `postgresql://user:password@host:port/database`. */
  readonly options: { readonly dsn: string };
}
