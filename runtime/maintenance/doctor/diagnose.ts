import type { AnySpec } from "../../core/context.js";
import { collectBlobs } from "../../core/blobs/collect.js";
import type { Storage } from "../../stores/storage.js";
import { openModels } from "../models-of.js";
import { Examination } from "./examination.js";
import { examineChanges, unknownModels } from "./examine-changes.js";
import { examineDatabase } from "./examine-database.js";
import { examineEnvelopes } from "./examine-envelopes.js";
import { examineJobs } from "./examine-jobs.js";
import { examineResources } from "./examine-resources.js";
import { BY_REPAIR, type Finding } from "./finding.js";
import type { DoctorOptions } from "./options.js";

const DAY = 86_400_000;

/**
 * Looks for all that is not as it should be: data that is lost or altered, what is derived from data and differs from it, what crashes
 * left behind, and a database that isn't what the project expects. Works beside running servers; what is found is looked at twice. Holds
 * a page of resources at a time, and a thousand orphans.
 *
 * With `repair` it mends what it can without a guess, and says so in each finding; it never deletes data that a revision names.
 *
 * @throws the driver's error when the back end fails.
 */
export async function* diagnose(storage: Storage, models: readonly AnySpec[], options: DoctorOptions = {}): AsyncIterable<Finding> {
  const contexts = openModels(storage, models);
  const examination = new Examination(storage, contexts, options);
  const isUsable = yield* examineDatabase(examination);
  // Without its tables, everything else would fail.
  if (!isUsable) return;
  for (const context of contexts.values()) yield* examineResources(examination, context);
  yield* examineChanges(examination);
  for (const context of contexts.values()) yield* examineJobs(examination, context);
  yield* examineEnvelopes(examination);
  yield* unusedBlobs(examination);
  yield* expiredReceipts(examination);
  yield* unknownModels(examination);
}

async function* unusedBlobs({ storage, now }: Examination): AsyncIterable<Finding> {
  const { removed, removedBytes } = await collectBlobs(storage, { olderThan: new Date(Date.parse(now) - DAY), dryRun: true });
  if (removed === 0) return;
  const message = `${removed} files, ${removedBytes} bytes, are named by nothing.`;
  yield { kind: "unused-blobs", severity: "info", message, advice: "Run `specstar gc`.", repairable: false };
}

async function* expiredReceipts({ storage, now, repair }: Examination): AsyncIterable<Finding> {
  const { receipts } = storage.meta;
  const expired = await receipts.countExpired(now);
  if (expired === 0) return;
  if (repair) await receipts.sweep(now);
  const message = `${expired} answers to repeated requests have expired.`;
  const advice = `${BY_REPAIR} A running server removes them too, now and then.`;
  yield { kind: "expired-receipts", severity: "info", message, advice, repairable: true, ...(repair ? { repaired: true } : {}) };
}
