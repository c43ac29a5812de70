import type { Referrer, ReferrerPage } from "../stores/meta-store.js";
import type { Scope } from "./unit.js";

const PAGE = 500;

/** Who refers to a resource once the writes of a unit have happened. */
export async function* listPlannedReferrers(scope: Scope, resourceId: string): AsyncIterable<Referrer> {
  const { unit, context } = scope;
  let after: ReferrerPage["after"] = null;
  for (;;) {
    const page: readonly Referrer[] = await context.meta.listReferrers(context.index, resourceId, { after, limit: PAGE });
    // What is asked while the deletion goes on: a referrer of this page may have been dealt with before its turn.
    for (const referrer of page) if (!unit.settlesReferencesOf(referrer.resourceId)) yield referrer;
    if (page.length < PAGE) break;
    after = page.at(-1) ?? null;
  }
  yield* unit.plannedReferrers(resourceId);
}
