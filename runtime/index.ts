/** Public entry of the runtime: what generated code and scripts import. Drivers are behind entries of their own. */
export * from "./core/errors.js";
export * from "./core/resource.js";
export * from "./core/spec.js";
export type { FieldConditions, Fields } from "./query/builder.js";
export type { AppliedMigration, Migration, MigrationTarget } from "./migrations/migration-target.js";
export { requireMigration, type NewestMigrations } from "./migrations/require-migration.js";
export type * from "./query/query.js";
export type { OrderBy, Search } from "./query/typed-search.js";
export type * from "./query/unchecked-search.js";
export * from "./stores/memory/index.js";
export type * from "./stores/meta-store.js";
export type * from "./stores/model-index.js";
export type * from "./stores/revision-store.js";
export type * from "./stores/storage.js";
