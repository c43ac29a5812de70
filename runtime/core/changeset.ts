import { randomUUID } from "node:crypto";
import type { Storage } from "../stores/storage.js";
import { observerOf } from "./observer.js";
import type { WriteOptions } from "./options.js";
import { runUnit, type Plan } from "./run-unit.js";

/** What writes that were made together have in common. */
export interface Changeset<Result> {
  /** On all of their revisions and changes. */
  readonly changesetId: string;
  readonly result: Result;
}

/**
 * Makes writes to resources of any models of a storage happen together, all or none:
 * `changeset(storage, async (unit) => { await issues.within(unit).create(…); await accounts.within(unit).delete(…); })`.
 *
 * @param plan reads and writes through `within(unit)`. It is run again when another writer was faster, so it must do nothing else.
 * @throws what the plan throws; REVISION_CONFLICT when others were faster all the time; UNIQUE_VIOLATION, DUPLICATE_RESOURCE,
 *   REFERENCE_NOT_FOUND, REFERENCED.
 */
export async function changeset<Result>(
  storage: Storage,
  plan: Plan<Result>,
  options: Pick<WriteOptions, "receipt" | "validateOnly"> = {},
): Promise<Changeset<Result>> {
  const changesetId = randomUUID();
  const run = (): Promise<Changeset<Result>> => runUnit(storage, async (unit) => ({ changesetId, result: await plan(unit) }), { ...options, changesetId });
  return observerOf(storage)?.changeset(run) ?? run();
}
