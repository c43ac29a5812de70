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
    for (const referrers of byResource(page)) await planReferrer(unit, context, { resourceId, referrers }, options);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
    if (unit.writes.length > MOST_AFFECTED) throw tooManyAffected(resourceId);
  }
}

/** What goes, and all that one other resource says of it. */
interface Release {
  readonly resourceId: string;
  readonly referrers: readonly [Referrer, ...Referrer[]];
}

/** In one go, so that the other resource gets one revision; only where a page ends between them it gets two. */
async function planReferrer(unit: Unit, context: OperationContext, { resourceId, referrers }: Release, options: WriteOptions): Promise<void> {
  const [{ resourceId: otherId }] = referrers;
  if (isGone(unit, otherId)) return;
  const restricting = referrers.filter(({ onDelete }) => onDelete === "restrict");
  unit.restrictions.push(...restricting.map((referrer) => ({ resourceId, referrer })));
  const paths = referrers.filter(({ onDelete }) => onDelete === "setNull").map(({ path }) => path);
  const isCascaded = referrers.some(({ onDelete }) => onDelete === "cascade");
  if (!isCascaded && paths.length === 0) return;
  const other = context.models.find(modelOf(otherId));
  const consequence = { actor: options.actor, requestId: options.requestId, reason: options.reason ?? `${resourceId} was deleted.` };
  if (isCascaded) await planDelete(unit, other, otherId, consequence);
  else await planClear(unit, other, otherId, { ...consequence, paths, isCleared: (id) => id === resourceId || id.startsWith(`${resourceId}:`) });
}

interface Clearing extends WriteOptions {
  readonly paths: readonly string[];
  readonly isCleared: (id: string) => boolean;
}

/** The new revision has the status of the one before: the change is nobody's decision to publish. */
async function planClear(unit: Unit, context: OperationContext, resourceId: string, { paths, isCleared, ...options }: Clearing): Promise<void> {
  const current = await unit.readCurrent(context, resourceId, false);
  const clear = (data: unknown, path: string): unknown => clearReference(context.spec.schema, data, { keys: path.split("."), isCleared });
  const content = (before: string) => context.prepare(paths.reduce(clear, JSON.parse(before)));
  await planReplace(unit, context, resourceId, content, { ...options, status: current?.revision.value.status });
}

function byResource(referrers: readonly Referrer[]): [Referrer, ...Referrer[]][] {
  const groups = new Map<string, [Referrer, ...Referrer[]]>();
  for (const referrer of referrers) {
    const group = groups.get(referrer.resourceId);
    if (group === undefined) groups.set(referrer.resourceId, [referrer]);
    else group.push(referrer);
  }
  return [...groups.values()];
}

function isGone(unit: Unit, resourceId: string): boolean {
  const write = unit.lastWriteTo(resourceId);
  return write !== undefined && (write.kind === "purge" || write.meta.isDeleted);
}

function modelOf(resourceId: string): string {
  return resourceId.slice(0, resourceId.indexOf(":"));
}

function tooManyAffected(resourceId: string): SpecstarError {
  const message = `More than ${MOST_AFFECTED} resources are concerned by the deletion of "${resourceId}". Delete some of those that refer to it first.`;
  return new SpecstarError("TOO_MANY_MATCHES", message);
}
