/** One generated migration, as it lies in `migrations/<dialect>/<id>/migration.sql`. */
export interface Migration {
  /** The folder's name: a UTC stamp and a slug. Migrations apply in the order of their ids. */
  readonly id: string;
  readonly sql: string;
  /** `sha256:<hex>` over the SQL text with `\n` line ends. */
  readonly checksum: string;
  /** What takes it back, from `down.sql`; null when there is none. */
  readonly down: string | null;
  /** The id of the migration that it was planned behind, null for the first; undefined when it was written by hand or long ago. */
  readonly parent: string | null | undefined;
  /** What is lost, or may fail, when it is applied to a database with data. */
  readonly risks: readonly string[];
  /** The same for taking it back. */
  readonly downRisks: readonly string[];
}

export interface AppliedMigration {
  readonly id: string;
  readonly checksum: string;
  readonly appliedTime: string;
}

/** A table as the database has it. */
export interface TableDescription {
  readonly name: string;
  /** The types of its columns, as the database says them, by their names. */
  readonly columns: Readonly<Record<string, string>>;
  /** By their names. */
  readonly indexes: readonly string[];
}

/** A database that migrations apply to. */
export interface MigrationTarget {
  /** The folder under `migrations/` that holds its files. */
  readonly dialect: "sqlite" | "postgres";
  /** What messages call this database: the path of a file, a host and a database. No password. */
  readonly name: string;
  /** What has been applied, in order; empty for a database that never saw a migration. */
  listApplied(): Promise<readonly AppliedMigration[]>;
  /** All tables that there are, as they are now. */
  describe(): Promise<readonly TableDescription[]>;
  /** Applies one migration and records it, all in one transaction; a no-op when another process was faster. */
  apply(migration: Pick<Migration, "id" | "sql" | "checksum">): Promise<void>;
  /** Takes one migration back and forgets it, all in one transaction; a no-op when another process was faster. */
  revert(migration: Pick<Migration, "id" | "down">): Promise<void>;
}
