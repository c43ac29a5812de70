import { randomUUID } from "node:crypto";
import type { CommitOptions, CommitOutcome, MetaWrite } from "../stores/meta-store.js";
import type { Storage } from "../stores/storage.js";
import { atStep } from "./at-step.js";
import { checkRestrictions } from "./check-restrictions.js";
import { cleanUp } from "./clean-up.js";
import type { OperationContext } from "./context.js";
import { heldAgainst } from "./jobs/held-against.js";
import { toEnvelope } from "./envelope.js";
import type { SpecstarError } from "./errors.js";
import type { WriteOptions } from "./options.js";
import { retryMissing } from "./payloads.js";
import { duplicateResource, referenced, referenceNotFound, revisionConflict, supersededReceipt, uniqueViolation } from "./refusals.js";
import { Unit, type Scope } from "./unit.js";

/** For how long a unit without a precondition is tried against other writers, in milliseconds. */
const PATIENCE = 10_000;
const LONGEST_PAUSE = 50;
/** A referrer that comes between planning and commit is planned for the next time; one that can't be planned for comes every time. */
const REFERRER_ATTEMPTS = 5;

/** Plans operations on a unit, and says what they come to. */
export type Plan<Result> = (unit: Unit) => Promise<Result>;

export interface UnitOptions extends Pick<WriteOptions, "validateOnly" | "receipt"> {
  /** Given when the writes are a changeset however many they are. */
  readonly changesetId?: string | undefined;
}

/**
 * Makes the writes of a plan happen, all or none; plans anew when another writer was faster.
 *
 * @throws what the plan throws; REVISION_CONFLICT when others were faster all the time; UNIQUE_VIOLATION, DUPLICATE_RESOURCE,
 *   REFERENCE_NOT_FOUND, REFERENCED, JOB_RUNNING, IDEMPOTENCY_KEY_IN_USE.
 */
export async function runUnit<Result>(storage: Storage, plan: Plan<Result>, options: UnitOptions): Promise<Result> {
  const start = performance.now();
  for (let attempt = 0; ; attempt++) {
    const { unit, result } = await retryMissing(() => planUnit(plan, options.changesetId ?? null, options.validateOnly ?? false));
    if (unit.writes.length === 0) return result;
    const outcome = await commitUnit(storage, unit, { ...options, result });
    if (outcome.kind === "committed") return finish(unit, result, options);
    const held = await heldAgainst(storage, unit, outcome);
    if (held !== undefined) throw held;
    const isLast = performance.now() - start > PATIENCE || (outcome.kind === "referenced" && attempt >= REFERRER_ATTEMPTS);
    if (isLast || !isRace(outcome)) throw toError(unit, outcome);
    await pause(attempt);
  }
}

/** The same for an operation on one resource: writes of this process to it wait for each other rather than race. */
export function runOn<Result>(
  context: OperationContext,
  resourceId: string,
  plan: (scope: Scope) => Promise<Result>,
  options: UnitOptions,
): Promise<Result> {
  return context.queue.run(resourceId, () => runUnit(context.storage, (unit) => plan({ unit, context }), options));
}

/** A unit that turns out to have several writes is planned once more, with what they share. */
async function planUnit<Result>(plan: Plan<Result>, changesetId: string | null, isDryRun: boolean): Promise<{ unit: Unit; result: Result }> {
  const unit = new Unit(changesetId, isDryRun);
  const result = await plan(unit);
  if (unit.writes.length > 1 && changesetId === null) return planUnit(plan, randomUUID(), isDryRun);
  checkRestrictions(unit);
  return { unit, result };
}

/** The write protocol: first the envelopes, where payloads are kept apart; then the meta, which makes them visible or has them taken back. */
async function commitUnit(storage: Storage, unit: Unit, { receipt, validateOnly, result }: UnitOptions & { result: unknown }): Promise<CommitOutcome> {
  const { meta } = storage;
  if (validateOnly === true) return meta.commit(unit.writes, { dryRun: true });
  const writes = meta.keepsPayloads ? unit.writes : await Promise.all(unit.writes.map((write) => putPayload(storage, write)));
  const options: CommitOptions | undefined = receipt && { receipt: { key: receipt.key, token: receipt.token, answer: receipt.toAnswer(result) } };
  const outcome = await meta.commit(writes, options);
  if (outcome.kind !== "committed" && !meta.keepsPayloads) await cleanUp(() => storage.revisions.delete(unit.envelopeUids()));
  return outcome;
}

/** Returns what is left for the meta store to write. */
async function putPayload({ revisions }: Storage, write: MetaWrite): Promise<MetaWrite> {
  if (write.kind === "purge" || write.revision === null) return write;
  await revisions.put(toEnvelope(write.revision));
  return { ...write, revision: { ...write.revision, data: null } };
}

async function finish<Result>(unit: Unit, result: Result, { validateOnly }: UnitOptions): Promise<Result> {
  if (validateOnly !== true) for (const task of unit.afterwards) await cleanUp(task);
  return result;
}

/** Whether planning anew can end in another way. */
function isRace(outcome: CommitOutcome): boolean {
  return outcome.kind === "conflict" || outcome.kind === "referenced";
}

function toError(unit: Unit, outcome: Exclude<CommitOutcome, { kind: "committed" }>): SpecstarError {
  if (outcome.kind === "superseded") return supersededReceipt();
  const write = unit.writes[outcome.write];
  if (write === undefined) throw new Error(`The store refused write ${outcome.write} of ${unit.writes.length}.`);
  return atStep(toRefusal(write, outcome), unit.stepOf(outcome.write));
}

type Refusal = Exclude<CommitOutcome, { kind: "committed" | "superseded" }>;

function toRefusal({ index, change: { resourceId } }: MetaWrite, outcome: Refusal): SpecstarError {
  switch (outcome.kind) {
    case "conflict":
      return revisionConflict(resourceId);
    case "duplicate":
      return duplicateResource(resourceId);
    case "unique":
      return uniqueViolation(index.model, outcome.fields);
    case "missing":
      return referenceNotFound(outcome.reference);
    case "referenced":
      return referenced(resourceId, [outcome.by]);
  }
}

/** Waits for a random time that grows with each attempt, so that writers get out of each other's way. */
function pause(attempt: number): Promise<void> {
  const longest = Math.min(2 ** attempt, LONGEST_PAUSE);
  return new Promise((resume) => setTimeout(resume, Math.random() * longest));
}
