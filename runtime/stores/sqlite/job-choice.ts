import type { ClaimRequest, UnsentRequest } from "../job-table.js";
import { byUrgency, type KeptJob } from "./job-row.js";
import type { JobStatements, PriorityStatements } from "./job-statements.js";

/** After every instant that there is. */
const never = "9999-12-31T23:59:59.999Z";

/** The jobs that a claim takes, in its order. Only reads. */
export function chooseClaimed(statements: JobStatements, model: string, request: ClaimRequest): KeptJob[] {
  const { now, limit, early = false } = request;
  const chosen: KeptJob[] = [];
  const rivals = new Rivals(statements, model, now);
  for (const row of claimable(statements, model, request)) {
    if (chosen.length === limit) break;
    if (early || rivals.admit(row)) chosen.push(row);
  }
  return chosen;
}

/** The jobs that are taken to a queue, in the order of a claim. Only reads. */
export function chooseUnsent({ unsent, listUnheard, listLostUnsent }: JobStatements, model: string, { now, limit }: UnsentRequest): KeptJob[] {
  const chosen: KeptJob[] = [];
  const others = [...listUnheard.all(model, now, now, limit), ...listLostUnsent.all(model, now, now)].sort(byUrgency);
  for (const row of merge(byPriority(unsent, [model], now), others)) {
    if (chosen.length === limit) break;
    chosen.push(row);
  }
  return chosen;
}

/** How many jobs of each key are held, or chosen. */
class Rivals {
  readonly #count: () => Map<string, number>;
  #counts: Map<string, number> | undefined;

  constructor({ countHeld }: JobStatements, model: string, now: string) {
    this.#count = () => new Map(countHeld.all(model, now));
  }

  /** Whether there is a place for it, which it then takes. */
  admit({ concurrencyKey, concurrency }: KeptJob): boolean {
    if (concurrencyKey === null) return true;
    this.#counts ??= this.#count();
    const count = this.#counts.get(concurrencyKey) ?? 0;
    if (count >= concurrency) return false;
    this.#counts.set(concurrencyKey, count + 1);
    return true;
  }
}

function claimable({ read, waiting, listLost }: JobStatements, model: string, { now, schedules, only, early = false }: ClaimRequest): Iterable<KeptJob> {
  const latest = early ? never : now;
  const kind = Number(schedules);
  if (only === undefined) return merge(byPriority(waiting, [model, kind], latest), listLost.all(model, kind, now));
  const isFree = ({ leaseUntil, dueAt }: KeptJob) => (leaseUntil === null ? dueAt <= latest : leaseUntil <= now);
  const rows = read.all(JSON.stringify(only)).filter((row) => row.model === model && row.isSchedule === kind && isFree(row));
  return rows.sort(byUrgency);
}

/** One priority after the other: those of a high one that may not start yet are in nobody's way. */
function* byPriority({ next, list }: PriorityStatements, wanted: readonly unknown[], latest: string): Generator<KeptJob, undefined> {
  let priority = next.get(...wanted, Number.MAX_SAFE_INTEGER);
  while (priority !== undefined) {
    yield* list.iterate(...wanted, priority, latest);
    priority = next.get(...wanted, priority);
  }
}

/** What is in the order of a claim, with others of that order in their places. */
function* merge(rows: Iterable<KeptJob>, others: readonly KeptJob[]): Generator<KeptJob, undefined> {
  const rest = [...others];
  for (const row of rows) {
    const before = rest.findIndex((other) => byUrgency(other, row) > 0);
    yield* rest.splice(0, before === -1 ? rest.length : before);
    yield row;
  }
  yield* rest;
}
