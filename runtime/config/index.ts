/**
 * Turns one configuration, a file or an object, into an open Storage. Knows which back ends there are and what each needs
 * to be told; nothing of how they work. Public entry `@specstar/runtime/config`.
 */
export type { BackendConfig, BackendDefaults, Binding, Connection, OptionValue, QueueConnection, Role, StoreConnection, StoreRole } from "./backend-config.js";
export { openBackend, openMigrations, type MigrationAccess } from "./open-backend.js";
export { planBackend, type BackendPlan, type PlannedPart } from "./plan-backend.js";
