/** One generated migration, as it lies in `migrations/<dialect>/<id>/migration.sql`. */
export interface Migration {
  /** The folder's name: a UTC stamp and a slug. Migrations apply in the order of their ids. */
  readonly id: string;
  readonly sql: string;
  /** `sha256:<hex>` over the SQL text with `\n` line ends. */
  readonly checksum: string;
}

export interface AppliedMigration {
  readonly id: string;
  readonly checksum: string;
  readonly appliedTime: string;
}

/** A database that migrations apply to. */
export interface MigrationTarget {
  /** The folder under `migrations/` that holds its files. */
  readonly dialect: "sqlite" | "postgres";
  /** What messages call this database: the path of a file, a host and a database. No password. */
  readonly name: string;
  /** What has been applied, in order; empty for a database that never saw a migration. */
  listApplied(): Promise<readonly AppliedMigration[]>;
  /** Applies one migration and records it, all in one transaction; a no-op when another process was faster. */
  apply(migration: Migration): Promise<void>;
}
