import type { Dialect } from "./lock-file.js";
import type { Block } from "./sql-text.js";
import {
  blobUseTable,
  changeIndexes,
  changesetColumn,
  changeTable,
  jobLogTable,
  jobTable,
  lockTable,
  payloadTable,
  receiptTable,
  referenceTable,
  writerTable,
  type SystemTypes,
} from "./system-table-blocks.js";

type Step = "data" | "relations" | "turns" | "jobs";

/** What each version adds to the tables that all models share. SQLite has a lock of its own, and no need of the turns. */
const STEPS: Readonly<Record<Dialect, readonly Step[]>> = { sqlite: ["data", "relations", "jobs"], postgres: ["data", "relations", "turns", "jobs"] };

/** The version of the tables that all models share. */
export const SYSTEM_VERSIONS: Readonly<Record<Dialect, number>> = { sqlite: STEPS.sqlite.length, postgres: STEPS.postgres.length };

/** A change of the version of the shared tables; 0 is none. */
interface VersionChange {
  readonly from: number;
  readonly to: number;
}

/** From one version of the shared tables to another. A database that has some gets what it lacks. */
export function systemBlocks(dialect: Dialect, { from, to }: VersionChange, types: SystemTypes): Block[] {
  if (to >= from) return STEPS[dialect].slice(from, to).flatMap((step) => createStep(step, from === 0, types));
  const about = to === 0 ? "What all models share." : "What all models share, as it was before.";
  return [{ about, statements: STEPS[dialect].slice(to, from).toReversed().flatMap((step) => dropStep(step, to === 0)) }];
}

/** What is lost on the way. */
export function systemRisks(dialect: Dialect, { from, to }: VersionChange): string[] {
  const lost = new Set(STEPS[dialect].slice(to, from));
  if (lost.has("data")) return ["drops the data of all revisions and the change log"];
  return [
    ...(lost.has("relations") ? ["forgets what refers to what, which files are in use, and the answers to repeated requests"] : []),
    ...(lost.has("jobs") ? ["forgets the jobs that have not ended, and what jobs have logged"] : []),
  ];
}

/** @param isNew whether all of the shared tables are made */
function createStep(step: Step, isNew: boolean, types: SystemTypes): Block[] {
  if (step === "data") return [payloadTable(types), changeTable(types)];
  if (step === "turns") return [lockTable(types), writerTable(types)];
  if (step === "jobs") return [jobTable(types), jobLogTable(types)];
  return [...(isNew ? [] : [changesetColumn(types)]), changeIndexes, referenceTable(types), blobUseTable(types), receiptTable(types)];
}

/** @param isLast whether none of the shared tables stays */
function dropStep(step: Step, isLast: boolean): string[] {
  if (step === "data") return dropTables("specstar_change", "specstar_payload");
  if (step === "turns") return dropTables("specstar_writer", "specstar_lock");
  if (step === "jobs") return dropTables("specstar_job_log", "specstar_job");
  return [...dropTables("specstar_receipt", "specstar_blob_use", "specstar_reference"), ...(isLast ? [] : dropChangesets)];
}

function dropTables(...tables: readonly string[]): string[] {
  return tables.map((table) => `DROP TABLE ${table};`);
}

const dropChangesets = [
  "DROP INDEX specstar_change_changeset;",
  "DROP INDEX specstar_change_resource;",
  "ALTER TABLE specstar_change DROP COLUMN changeset_id;",
];
