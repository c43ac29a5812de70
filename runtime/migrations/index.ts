/**
 * Reads generated migrations from a project's folder, compares them with what a database has seen, and applies the rest.
 * Knows no dialect and no driver: a MigrationTarget does that part. Public entry `@specstar/runtime/migrations`.
 */
export { applyPending } from "./apply-pending.js";
export { migrationStatus, type MigrationStatus } from "./migration-status.js";
export type { AppliedMigration, Migration, MigrationTarget } from "./migration-target.js";
export { readMigrations } from "./read-migrations.js";
export { listRevertible, revertApplied } from "./revert-applied.js";
export { requireMigration, type NewestMigrations } from "./require-migration.js";
