import { migrationStatus } from "../../migrations/migration-status.js";
import { findDrift } from "./find-drift.js";
import type { Examination } from "./examination.js";
import type { Finding } from "./finding.js";

/** Looks at the database itself: whether it is the one that the project's migrations make. Returns whether its tables can be read. */
export async function* examineDatabase({ storage, models, options }: Examination): AsyncGenerator<Finding, boolean> {
  const { migrations: target } = storage;
  if (target === null) return true;
  const { migrations } = options;
  if (migrations !== undefined) {
    const { pending, changed, unknown } = await migrationStatus(target, migrations);
    for (const { id } of pending) yield told("pending-migration", `The database ${target.name} lacks the migration ${id}.`, "Run `specstar migrate up`.");
    for (const { id } of changed) yield told("changed-migration", `The migration ${id} was changed after it was applied.`, "Restore its file from version control.");
    for (const { id } of unknown) yield told("unknown-migration", `The database has applied ${id}, which the project doesn't have.`, "Deploy the project that has it.");
  }
  const tables = await target.describe();
  const indexes = [...models.values()].map(({ index }) => index);
  let isUsable = true;
  for (const { message, breaksReads } of findDrift(target.dialect, tables, { indexes, migrations: migrations ?? [] })) {
    isUsable &&= !breaksReads;
    yield told("schema-drift", message, "Somebody has changed the database by hand, or a migration is missing: `specstar migrate status` tells which.");
  }
  return isUsable;
}

function told(kind: Finding["kind"], message: string, advice: string): Finding {
  return { kind, severity: "error", message, advice, repairable: false };
}
