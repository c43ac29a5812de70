import type { Referrer } from "../stores/meta-store.js";
import { clearReference } from "./clear-reference.js";
import type { OperationContext } from "./context.js";
import { SpecstarError } from "./errors.js";
import { planDelete } from "./operations/delete.js";
import { planReplace } from "./operations/replace.js";
import type { WriteOptions } from "./options.js";
import type { Unit } from "./unit.js";

/** The most resources that one deletion may take along: a unit is held in memory, and its transaction keeps others waiting. */
const MOST_AFFECTED = 10_000;
const PAGE = 500;

/**
 * Plans what the deletion of a resource means for those that refer to it, and in turn for those that refer to them.
 *
 * @throws TOO_MANY_MATCHES, NOT_SUPPORTED when the manager of a referring model is missing, and what their own writes throw
 */
export async function planRelease(unit: Unit, context: OperationContext, resourceId: string, options: WriteOptions): Promise<void> {
  let after: Pick<Referrer, "resourceId" | "path"> | null = null;
  for (;;) {
    const page: readonly Referrer[] = await context.meta.listReferrers(context.index, resourceId, { after, limit: PAGE });
    for (const referrer of page) await planReferrer(unit, context, resourceId, referrer, options);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
    if (unit.writes.length > MOST_AFFECTED) throw tooManyAffected(resourceId);
  }
}

async function planReferrer(unit: Unit, context: OperationContext, resourceId: string, referrer: Referrer, options: WriteOptions): Promise<void> {
  const { onDelete, path } = referrer;
  if (onDelete === "dangling" || isGone(unit, referrer)) return;
  if (onDelete === "restrict") {
    unit.restrictions.push({ resourceId, referrer });
    return;
  }
  const other = context.models.find(modelOf(referrer));
  const consequence = { actor: options.actor, requestId: options.requestId, reason: options.reason ?? `${resourceId} was deleted.` };
  if (onDelete === "cascade") await planDelete(unit, other, referrer.resourceId, consequence);
  else await planClear(unit, other, referrer, { ...consequence, isCleared: (id) => id === resourceId || id.startsWith(`${resourceId}:`), path });
}

interface Clearing extends WriteOptions {
  readonly path: string;
  readonly isCleared: (id: string) => boolean;
}

/** The new revision has the status of the one before: the change is nobody's decision to publish. */
async function planClear(unit: Unit, context: OperationContext, { resourceId }: Referrer, { path, isCleared, ...options }: Clearing): Promise<void> {
  const current = await unit.readCurrent(context, resourceId, false);
  const content = (before: string) => context.prepare(clearReference(JSON.parse(before), path.split("."), isCleared));
  await planReplace(unit, context, resourceId, content, { ...options, status: current?.revision.value.status });
}

function isGone(unit: Unit, { resourceId }: Referrer): boolean {
  const write = unit.lastWriteTo(resourceId);
  return write !== undefined && (write.kind === "purge" || write.meta.isDeleted);
}

function modelOf({ resourceId }: Referrer): string {
  return resourceId.slice(0, resourceId.indexOf(":"));
}

function tooManyAffected(resourceId: string): SpecstarError {
  const message = `More than ${MOST_AFFECTED} resources are concerned by the deletion of "${resourceId}". Delete some of those that refer to it first.`;
  return new SpecstarError("TOO_MANY_MATCHES", message);
}
