import { readinessChecksOf, type ReadinessCheck } from "../core/readiness-checks.js";
import type { Storage } from "../stores/storage.js";

/** What has not answered by then counts as what does not. */
const PATIENCE_MS = 5_000;

/** How one check went. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  /** How long it took, in whole milliseconds. */
  readonly ms: number;
}

export interface Readiness {
  readonly checks: readonly CheckResult[];
  /** What stood against it, by the names of the checks: for the log, not for callers. */
  readonly failures: readonly { readonly name: string; readonly error: unknown }[];
}

interface CheckOutcome extends CheckResult {
  readonly error?: unknown;
}

/**
 * Asks every store of some storages whether it answers, and its queue, and what else they need whether it holds. Requests that come while it asks
 * share the answer: however many ask, a store is asked once at a time.
 */
export function createReadiness(storages: readonly Storage[]): () => Promise<Readiness> {
  let running: Promise<Readiness> | undefined;
  return () => {
    running ??= runChecks(storages).finally(() => (running = undefined));
    return running;
  };
}

async function runChecks(storages: readonly Storage[]): Promise<Readiness> {
  const outcomes = await Promise.all(checksOf([...new Set(storages)]).map(runCheck));
  return {
    checks: outcomes.map(({ name, ok, ms }) => ({ name, ok, ms })),
    failures: outcomes.filter(({ ok }) => !ok).map(({ name, error }) => ({ name, error })),
  };
}

/** Those of a second storage are `meta2` and so on. Checks can be added after the app is made: they are looked up each time. */
function checksOf(storages: readonly Storage[]): ReadinessCheck[] {
  return storages.flatMap((storage, i) => {
    const { meta, revisions, blobs } = storage;
    const stores = Object.entries({ meta, revisions, blobs }).map(([name, store]) => ({ name, check: () => store.ping() }));
    return [...stores, ...queueCheck(storage), ...readinessChecksOf(storage)].map(({ name, check }) => ({ name: i === 0 ? name : `${name}${i + 1}`, check }));
  });
}

/** A queue that needs no server answers when the stores do. */
function queueCheck({ queue }: Storage): ReadinessCheck[] {
  return queue?.isBrokered === true ? [{ name: "queue", check: () => queue.ping() }] : [];
}

async function runCheck({ name, check }: ReadinessCheck): Promise<CheckOutcome> {
  const start = performance.now();
  const outcome = await inTime(check).then(
    () => ({ ok: true }),
    (error: unknown) => ({ ok: false, error }),
  );
  return { name, ms: Math.round(performance.now() - start), ...outcome };
}

function inTime(check: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${PATIENCE_MS} ms.`)), PATIENCE_MS);
    // A store that throws at once does not answer either.
    const answered = async (): Promise<void> => check();
    void answered().then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
