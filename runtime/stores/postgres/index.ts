/**
 * Reaches a PostgreSQL database through pg, which is loaded only when one is opened. Public entry `@specstar/runtime/postgres`.
 */
export type { PostgresDatabase, RunStatement, Statement, StatementResult } from "./database.js";
export { openPostgresDatabase } from "./open-database.js";
export { openPostgresMigrations, type PostgresMigrations } from "./open-migrations.js";
export type { PostgresOptions } from "./options.js";
export type { SslMode } from "./tls.js";
