import type { ReferenceLookUp } from "../broken-reference.js";
import type { MetaWrite, ReferenceTarget, Referrer } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import type { RunStatement } from "./database.js";
import { toReferrer } from "./row.js";
import type { Statements } from "./statements.js";

/** Reads all that may be asked of the references of a unit: one statement for each model that it refers to, and one for who refers to it. */
export async function readReferences(run: RunStatement, statements: Statements, unit: readonly MetaWrite[]): Promise<ReferenceLookUp> {
  const targets = unit.flatMap((write) => (write.kind === "purge" ? [] : (write.references ?? []))).map(({ target }) => target);
  const removed = unit.filter((write) => write.kind === "purge" || write.meta.isDeleted).map(({ change }) => change.resourceId);
  const referrers = removed.length === 0 ? new Map<string, Referrer>() : await readFirstReferrers(run, statements, removed);
  const there = new Set<ReferenceTarget>();
  for (const index of new Set(targets.map((target) => target.index))) {
    for (const target of await findTargets(run, statements, { index, targets })) there.add(target);
  }
  return { isThere: (target) => there.has(target), firstReferrer: (resourceId) => referrers.get(resourceId) };
}

async function readFirstReferrers(run: RunStatement, { shared }: Statements, resourceIds: readonly string[]): Promise<ReadonlyMap<string, Referrer>> {
  const { rows } = await run({ ...shared.firstReferrers, values: [resourceIds] });
  return new Map(rows.map(([targetId, ...referrer]) => [String(targetId), toReferrer(referrer)]));
}

interface TargetsOf {
  readonly index: ModelIndex;
  readonly targets: readonly ReferenceTarget[];
}

/** Those of a model's targets that are there. A number that no revision can have is not asked for. */
async function findTargets(run: RunStatement, statements: Statements, { index, targets }: TargetsOf): Promise<readonly ReferenceTarget[]> {
  const asked = targets.filter((target) => target.index === index && (target.n === null || Number.isSafeInteger(target.n)));
  const values = [asked.map(({ resourceId }) => resourceId), asked.map(({ n }) => n ?? 1)];
  const { rows } = await run({ ...statements.of(index).findTargets, values });
  const positions = new Set(rows.map(([position]) => Number(position)));
  return asked.filter((_, at) => positions.has(at + 1));
}
