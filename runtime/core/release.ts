import type { Referrer } from "../stores/meta-store.js";
import { appendRepeat } from "./append-repeat.js";
import { planClear, type Cleared } from "./clear-references.js";
import type { OperationContext } from "./context.js";
import { SpecstarError } from "./errors.js";
import { modelOf } from "./ids.js";
import type { WriteOptions } from "./options.js";
import { listPlannedReferrers } from "./planned-referrers.js";
import type { Scope, Unit } from "./unit.js";

/** The most resources that one deletion may take along: a unit is held in memory, and its transaction keeps others waiting. */
const MOST_AFFECTED = 10_000;

/** A resource that goes, and how its model works. */
interface Gone {
  readonly context: OperationContext;
  readonly resourceId: string;
}

/** What a deletion comes to. */
interface Release {
  /** Grows as the deletion spreads. */
  readonly gone: Gone[];
  /** By their ids, those that stay, and what they lose. */
  readonly clearings: Map<string, Cleared[]>;
  readonly options: WriteOptions;
}

/**
 * Plans what the deletion of a resource means for those that refer to it, and in turn for those that refer to them: first all that is
 * deleted too, so that nothing is changed that goes anyway.
 *
 * @throws TOO_MANY_MATCHES; NOT_SUPPORTED when the manager of a referring model is missing; REFERENCED when one can't do without
 */
export async function planRelease(scope: Scope, resourceId: string, options: WriteOptions): Promise<void> {
  const { unit, context } = scope;
  const { actor, requestId, reason = `${resourceId} was deleted.` } = options;
  const release: Release = { gone: [{ context, resourceId }], clearings: new Map(), options: { actor, requestId, reason } };
  for (const gone of release.gone) {
    for await (const referrer of listPlannedReferrers({ unit, context: gone.context }, gone.resourceId)) {
      await planReferrer(unit, release, gone, referrer);
      if (release.gone.length + release.clearings.size > MOST_AFFECTED) throw tooManyAffected(resourceId);
    }
  }
  for (const [referrerId, cleared] of release.clearings) {
    await planClear({ unit, context: context.models.find(modelOf(referrerId)) }, referrerId, cleared, release.options);
  }
}

async function planReferrer(unit: Unit, release: Release, { context, resourceId }: Gone, referrer: Referrer): Promise<void> {
  switch (referrer.onDelete) {
    case "restrict":
      unit.restrict(resourceId, referrer);
      break;
    case "cascade":
      await planCascade(unit, release, { context: context.models.find(modelOf(referrer.resourceId)), resourceId: referrer.resourceId });
      break;
    case "setNull": {
      const cleared = release.clearings.get(referrer.resourceId) ?? [];
      release.clearings.set(referrer.resourceId, [...cleared, { path: referrer.path, resourceId }]);
    }
  }
}

async function planCascade(unit: Unit, { gone, options }: Release, { context, resourceId }: Gone): Promise<void> {
  const current = await unit.readCurrent(context, resourceId, false);
  // Somebody else has deleted it since it was listed.
  if (current === undefined || current.isDeleted) return;
  appendRepeat({ unit, context }, current, { op: "delete", references: [] }, options);
  gone.push({ context, resourceId });
}

function tooManyAffected(resourceId: string): SpecstarError {
  const message = `More than ${MOST_AFFECTED} resources are concerned by the deletion of "${resourceId}". Delete some of those that refer to it first.`;
  return new SpecstarError("TOO_MANY_MATCHES", message);
}
