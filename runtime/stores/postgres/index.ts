/**
 * Reaches a PostgreSQL database through pg, which is loaded only when one is opened, and keeps resources there, alone or with files and
 * S3. Public entry `@specstar/runtime/postgres`.
 */
export type { PostgresDatabase, RunStatement, Statement, StatementResult } from "./database.js";
export { openPostgresDatabase } from "./open-database.js";
export { openPostgresMigrations, type PostgresMigrations } from "./open-migrations.js";
export { openPostgresMeta, openPostgresRevisions, openPostgresTogether, type PostgresMetaOptions, type PostgresRevisions } from "./open-parts.js";
export type { PostgresOptions } from "./options.js";
export { postgresDiskS3Storage, postgresDiskStorage, postgresS3Storage, postgresStorage, type PostgresDiskOptions, type PostgresS3Options } from "./storages.js";
export type { SslMode } from "./tls.js";
