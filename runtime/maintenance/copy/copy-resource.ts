import type { OperationContext } from "../../core/context.js";
import { isSpecstarError } from "../../core/errors.js";
import { envelopesOf } from "../../stores/envelopes-of.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Envelope } from "../../stores/revision-store.js";
import { readTexts, type FoundText } from "../payload-texts.js";
import type { Copying } from "./copying.js";
import { readMany, readOne } from "./read-one.js";

/** How many resources are read and written together. */
export const MOST_TOGETHER = 50;

/** How many envelopes are written at once. */
const AT_ONCE = 32;

export interface CopiedTogether {
  readonly copied: number;
  /**
   * The source has moved on meanwhile, or another resource of the target still has a unique value of it: it must be copied again, later.
   */
  readonly unready: readonly string[];
}

/**
 * Copies resources of a model with their data, which comes first, as in every write. What is gone from the source is left out.
 *
 * @param resourceIds in their order, at most `MOST_TOGETHER`.
 * @throws Error when data of the source is lost.
 */
export async function copyTogether(copying: Copying, context: OperationContext, resourceIds: readonly string[]): Promise<CopiedTogether> {
  const { from, to } = copying;
  const dumps = await readMany(from, context, resourceIds, from.meta.keepsPayloads);
  const texts = await readTexts(from, dumps);
  const [whole, moved]: [ResourceDump[], string[]] = [[], []];
  for (const dump of dumps) {
    const lost = dump.revisions.find(({ payloadUid }) => textOf(texts, payloadUid) === undefined);
    if (lost === undefined) whole.push(dump);
    else moved.push(await movedOrLost(copying, context, dump, lost.payloadUid));
  }
  if (!to.meta.keepsPayloads) await putAll(copying, whole.flatMap(({ revisions }) => envelopesOf(revisions, (uid) => textOf(texts, uid))));
  const inMeta: Texts = to.meta.keepsPayloads ? texts : new Map();
  const refused = await restoreAll(copying, context, whole.map((dump) => withData(dump, inMeta)));
  return { copied: whole.length - refused.length, unready: [...moved, ...refused] };
}

type Texts = ReadonlyMap<string, FoundText>;

function textOf(texts: Texts, uid: string): string | undefined {
  const found = texts.get(uid);
  return found !== undefined && "text" in found ? found.text : undefined;
}

/** The data goes with the first revision that has it. */
function withData(dump: ResourceDump, texts: Texts): ResourceDump {
  const seen = new Set<string>();
  const revisions = dump.revisions.map(({ info, payloadUid, fileIds }) => {
    const data = seen.has(payloadUid) ? null : (textOf(texts, payloadUid) ?? null);
    seen.add(payloadUid);
    return { info, payloadUid, fileIds, data };
  });
  return { ...dump, revisions };
}

async function putAll({ to }: Copying, envelopes: readonly Envelope[]): Promise<void> {
  for (let at = 0; at < envelopes.length; at += AT_ONCE) await Promise.all(envelopes.slice(at, at + AT_ONCE).map((envelope) => to.revisions.put(envelope)));
}

/** In one transaction; or one by one when a unique value speaks against some. Returns the ids of those. */
async function restoreAll(copying: Copying, { index }: OperationContext, dumps: readonly ResourceDump[]): Promise<readonly string[]> {
  const { archive } = copying.to.meta;
  if (dumps.length === 0 || (await wasRestored(() => archive.restore(index, dumps)))) return [];
  const refused: string[] = [];
  for (const dump of dumps) if (dumps.length === 1 || !(await wasRestored(() => archive.restore(index, [dump])))) refused.push(dump.meta.resourceId);
  return refused;
}

async function wasRestored(restore: () => Promise<void>): Promise<boolean> {
  try {
    await restore();
    return true;
  } catch (error) {
    if (isSpecstarError(error, "UNIQUE_VIOLATION")) return false;
    throw error;
  }
}

/** Data that is gone because the draft was modified or the resource purged comes with the next look: gives the resource's id. */
async function movedOrLost({ from }: Copying, context: OperationContext, dump: ResourceDump, uid: string): Promise<string> {
  const { resourceId } = dump.meta;
  const now = await readOne(from, context, resourceId, false);
  if (now === undefined || !now.revisions.some(({ payloadUid }) => payloadUid === uid)) return resourceId;
  throw new Error(`The source has lost the data ${uid} of ${resourceId}. Run \`specstar doctor\` on it.`);
}
