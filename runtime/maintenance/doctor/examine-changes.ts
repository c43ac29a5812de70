import type { Change } from "../../core/resource.js";
import { restoreLost } from "../rebuild/restore-lost.js";
import type { Examination } from "./examination.js";
import { BY_REPAIR, FROM_BACKUP, type Finding } from "./finding.js";

const PAGE = 500;

/** How many lost resources are held to be restored; those beyond come up the next time. */
const MOST_LOST = 1000;

/** Looks for resources that the change log knows and nothing else. */
export async function* examineChanges(examination: Examination): AsyncIterable<Finding> {
  const suspects: Change[] = [];
  for await (const changes of listPages(examination)) {
    for (const change of changes) if (suspects.length < MOST_LOST && (await isLastOfLost(examination, change))) suspects.push(change);
    examination.count({ changes: changes.length });
  }
  if (suspects.length === 0) return;
  await examination.settle();
  const lost: Change[] = [];
  for (const change of suspects) if (await isLastOfLost(examination, change)) lost.push(change);
  yield* tellLost(examination, lost);
}

async function* listPages({ storage }: Examination): AsyncIterable<readonly Change[]> {
  for (let since = 0; ; ) {
    const changes: readonly Change[] = await storage.meta.listChanges({ since, limit: PAGE });
    if (changes.length > 0) yield changes;
    since = changes.at(-1)?.seq ?? since;
    if (changes.length < PAGE) return;
  }
}

/** Each lost resource has one last change: that way it is told once, however many it has. */
async function isLastOfLost(examination: Examination, { model, resourceId, op, seq }: Change): Promise<boolean> {
  const context = examination.modelOf(model);
  if (context === undefined || op === "purge") return false;
  if ((await context.meta.readMeta(context.index, resourceId)) !== undefined) return false;
  const last = await context.meta.readChangeBefore(context.index, resourceId, Number.MAX_SAFE_INTEGER);
  return last?.seq === seq;
}

async function* tellLost(examination: Examination, lost: readonly Change[]): AsyncIterable<Finding> {
  const { storage, repair } = examination;
  const repairable = !storage.meta.keepsPayloads;
  const restored = repair && repairable ? await restoreLost(storage, examination.models, lost) : new Set<string>();
  for (const { model, resourceId } of lost) {
    const message = `The change log knows ${resourceId}, and nothing else does: its meta and its revisions are gone.`;
    const finding = { kind: "lost-resource", severity: "error", model, resourceId, message, repairable } as const;
    const isDone = restored.has(resourceId);
    yield { ...finding, advice: repairable && (isDone || !repair) ? BY_REPAIR : FROM_BACKUP, ...(repair && repairable ? { repaired: isDone } : {}) };
  }
}

/** What is only the project's past: models that it has no more. */
export function* unknownModels({ unknownModels: names }: Examination): Iterable<Finding> {
  for (const model of names) {
    const message = `There is data of a model "${model}", which the project doesn't have: it was not looked at.`;
    yield { kind: "unknown-model", severity: "info", model, message, advice: "Bring the model back, or leave the data.", repairable: false };
  }
}
