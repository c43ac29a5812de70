/**
 * Applies migrations to a PostgreSQL database, through pg, which is loaded only when a database is opened. Public entry
 * `@specstar/runtime/postgres`.
 */
export { openPostgresMigrations, type PostgresMigrations, type PostgresOptions } from "./open-migrations.js";
