import type { Migration, MigrationTarget } from "../migrations/migration-target.js";
import type { Part } from "../stores/storage.js";
import type { BackendParts, CheckedPart } from "./backend-parts.js";
import { probeBlobs } from "./probe-blobs.js";
import { probeMeta } from "./probe-meta.js";
import { probeQueue } from "./probe-queue.js";
import { probeRevisions } from "./probe-revisions.js";
import { requireMigrations } from "./require-migrations.js";
import { runSteps, type Step, type StepReport } from "./run-steps.js";

export interface CheckOptions {
  /** The project's migrations for a kind of database. Without it, a database that has some counts as up to date. */
  readonly readMigrations?: (dialect: MigrationTarget["dialect"]) => Promise<readonly Migration[]>;
}

export interface BackendReport {
  /** Whether no step failed. Steps that wait for the migrations are no failure. */
  readonly works: boolean;
  /** Whether a database lacks migrations. */
  readonly isPending: boolean;
  readonly parts: readonly PartReport[];
}

export interface PartReport {
  readonly part: "meta" | "resource" | "blob" | "mq";
  readonly description: string;
  /** Whether what is there outlasts the process that put it. */
  readonly isDurable: boolean;
  readonly steps: readonly StepReport[];
}

/**
 * Opens every part of a back end, writes something to each, reads it back and deletes it, and says how long each step took. What it
 * writes has a name of its own: servers may be at work. Never throws: what goes wrong is in the report.
 */
export async function checkBackend(parts: BackendParts, options: CheckOptions = {}): Promise<BackendReport> {
  const { meta, resource, blob, mq } = parts;
  const hide = (text: string): string => parts.hideSecrets(text);
  const again = resource.isDurable ? () => resource.open() : null;
  const reports = [
    report("meta", meta, await checkPart(meta, ({ store, migrations }) => [requireMigrations(migrations, options), ...probeMeta(store, meta.hasOneWriter)], hide)),
    report("resource", resource, await checkPart(resource, ({ store, migrations }) => [requireMigrations(migrations, options), ...probeRevisions(store, again)], hide)),
    report("blob", blob, await checkPart(blob, ({ store }) => probeBlobs(store), hide)),
    ...(mq === null ? [] : [report("mq", mq, await checkPart(mq, ({ store }) => probeQueue(store), hide))]),
  ];
  const states = new Set(reports.flatMap(({ steps }) => steps.map(({ state }) => state)));
  return { works: !states.has("fails"), isPending: states.has("waits"), parts: reports };
}

function report(part: PartReport["part"], { description, isDurable }: CheckedPart<unknown>, steps: readonly StepReport[]): PartReport {
  return { part, description, isDurable, steps };
}

async function checkPart<Opened extends Part<{ ping(): Promise<void> }>>(
  part: CheckedPart<Opened>,
  probe: (opened: Opened) => readonly (Step | null)[],
  hide: (text: string) => string,
): Promise<StepReport[]> {
  let opened: Opened | undefined;
  const open = await runSteps([{ name: "open", work: async () => void (opened = await part.open()) }], hide);
  if (opened === undefined) return open;
  const { store } = opened;
  const steps: (Step | null)[] = [{ name: "ping", work: () => store.ping() }, ...probe(opened), { name: "close", work: opened.close.bind(opened), clears: "ping" }];
  return [...open, ...(await runSteps(steps.filter((step) => step !== null), hide))];
}
