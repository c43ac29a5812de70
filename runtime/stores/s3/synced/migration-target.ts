import type { AppliedMigration, Migration, MigrationTarget, TableDescription } from "../../../migrations/migration-target.js";
import type { Database } from "../../sqlite/driver.js";
import { applyMigration, revertMigration, SqliteMigrationTarget } from "../../sqlite/migration-target.js";
import { requireReplayable } from "./require-replayable.js";
import type { SyncedWriter } from "./synced-writer.js";

export interface SyncedMigrationOptions {
  readonly writer: SyncedWriter;
  /** The connection that writes, recorded. */
  readonly writing: Database;
  readonly reading: Database;
  /** What messages call the place. */
  readonly name: string;
}

/** Applies migrations through the log: opening does them again, so they must do the same each time. */
export class SyncedMigrationTarget implements MigrationTarget {
  readonly dialect = "sqlite";
  readonly name: string;
  readonly #writer: SyncedWriter;
  readonly #writing: Database;
  readonly #applied: SqliteMigrationTarget;

  constructor({ writer, writing, reading, name }: SyncedMigrationOptions) {
    this.name = name;
    this.#writer = writer;
    this.#writing = writing;
    this.#applied = new SqliteMigrationTarget(reading);
  }

  listApplied(): Promise<readonly AppliedMigration[]> {
    return this.#applied.listApplied();
  }

  describe(): Promise<readonly TableDescription[]> {
    return this.#applied.describe();
  }

  /** @throws CONFIG_INVALID when the migration would do something else the next time. */
  async apply(migration: Pick<Migration, "id" | "sql" | "checksum">): Promise<void> {
    requireReplayable(migration.id, migration.sql);
    await this.#writer.write(() => applyMigration(this.#writing, this.name, migration));
  }

  /** @throws CONFIG_INVALID when what takes the migration back would do something else the next time. */
  async revert(migration: Pick<Migration, "id" | "down">): Promise<void> {
    requireReplayable(migration.id, migration.down ?? "");
    await this.#writer.write(() => revertMigration(this.#writing, migration));
  }
}
