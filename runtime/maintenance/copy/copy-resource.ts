import type { OperationContext } from "../../core/context.js";
import { isSpecstarError } from "../../core/errors.js";
import { envelopesOf } from "../../stores/envelopes-of.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Envelope } from "../../stores/revision-store.js";
import { readTexts } from "../payload-texts.js";
import type { Copying } from "./copying.js";
import { readOne } from "./read-one.js";

/** How many envelopes are written at once. */
const AT_ONCE = 16;

/**
 * Copies a resource with its data, which comes first, as in every write.
 *
 * @returns `unready` when the source has moved on meanwhile, or another resource of the target still has a unique value of it: then it
 *   must be copied again, later.
 * @throws Error when data of the source is lost.
 */
export async function copyResource(copying: Copying, context: OperationContext, resourceId: string): Promise<"copied" | "gone" | "unready"> {
  const { from, to } = copying;
  const dump = await readOne(from, context, resourceId, from.meta.keepsPayloads);
  if (dump === undefined) return "gone";
  const texts = await readTexts(from, [dump]);
  for (const [uid, found] of texts) if (!("text" in found)) return lostOrMoved(copying, context, dump, uid);
  const textOf = (uid: string): string | undefined => {
    const found = texts.get(uid);
    return found !== undefined && "text" in found ? found.text : undefined;
  };
  if (!to.meta.keepsPayloads) await putAll(copying, envelopesOf(dump.revisions, textOf));
  const whole = { ...dump, revisions: dump.revisions.map((revision) => Object.assign({}, revision, { data: to.meta.keepsPayloads ? (textOf(revision.payloadUid) ?? null) : null })) };
  try {
    await to.meta.archive.restore(context.index, [whole]);
    return "copied";
  } catch (error) {
    if (isSpecstarError(error, "UNIQUE_VIOLATION")) return "unready";
    throw error;
  }
}

async function putAll({ to }: Copying, envelopes: readonly Envelope[]): Promise<void> {
  for (let at = 0; at < envelopes.length; at += AT_ONCE) await Promise.all(envelopes.slice(at, at + AT_ONCE).map((envelope) => to.revisions.put(envelope)));
}

/** Data that is gone because the draft was modified or the resource purged comes with the next look. */
async function lostOrMoved({ from }: Copying, context: OperationContext, dump: ResourceDump, uid: string): Promise<"unready"> {
  const now = await readOne(from, context, dump.meta.resourceId, false);
  if (now === undefined || !now.revisions.some(({ payloadUid }) => payloadUid === uid)) return "unready";
  throw new Error(`The source has lost the data ${uid} of ${dump.meta.resourceId}. Run \`specstar doctor\` on it.`);
}
