import { modelOf } from "../../core/ids.js";
import type { OperationContext } from "../../core/context.js";
import { inBatches } from "../../stores/in-batches.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import { hasHash } from "../data-hash.js";
import { withoutRow } from "../job-rows.js";
import { readTexts } from "../payload-texts.js";
import type { Copying } from "./copying.js";
import { pairResources, type ResourcePair } from "./pair-resources.js";
import { readOne } from "./read-one.js";
import { isSame } from "./same-resource.js";

export interface VerifiedCopy {
  readonly resources: number;
  readonly revisions: number;
  readonly blobs: number;
  /** What is not the same on both sides, the first hundred of it. Empty when all is well. */
  readonly differences: readonly string[];
}

const MOST_DIFFERENCES = 100;

/** How many resources are compared at once. */
const AT_ONCE = 16;

/** Compares every resource and revision, whether jobs that have not ended have their rows, the hash of every revision's data in the target, and every blob's size. */
export async function verifyCopy(copying: Copying): Promise<VerifiedCopy> {
  const { from, to, models, tell } = copying;
  const differences: string[] = [];
  let [resources, revisions, blobs] = [0, 0, 0];
  const note = (problem: string | undefined) => void (problem !== undefined && differences.length < MOST_DIFFERENCES && differences.push(problem));
  for (const context of models.values()) {
    for await (const pairs of inBatches(pairResources(from, to, context), AT_ONCE)) {
      for (const problem of await Promise.all(pairs.map((pair) => comparePair(copying, context, pair)))) note(problem);
      for (const { meta } of await withoutRow(to, context, pairs.flatMap(({ target }) => target ?? []))) note(`The job ${meta.resourceId} has no row: nobody will run it.`);
      resources += pairs.length;
      for (const { source } of pairs) revisions += source?.revisions.length ?? 0;
      tell("verifying", resources, null);
    }
  }
  for await (const { fileId, size } of from.blobs.list()) {
    if ((await to.blobs.stat(fileId))?.size !== size) note(`The file ${fileId} is missing.`);
    blobs++;
  }
  return { resources, revisions, blobs, differences };
}

async function comparePair({ from, to }: Copying, context: OperationContext, { resourceId, source, target }: ResourcePair): Promise<string | undefined> {
  if (source !== undefined && target !== undefined && isSame(source, target)) return compareData({ from, to }, context, target);
  // It may have been changed since it was copied, and comes with the next copy.
  const [now, then] = await Promise.all([readOne(from, context, resourceId, false), readOne(to, context, resourceId, false)]);
  if (now === undefined && then === undefined) return undefined;
  return now !== undefined && then !== undefined && isSame(now, then) ? undefined : `${resourceId} of the model ${modelOf(resourceId)} differs.`;
}

async function compareData({ from, to }: Pick<Copying, "from" | "to">, context: OperationContext, light: ResourceDump): Promise<string | undefined> {
  const { resourceId } = light.meta;
  const target = to.meta.keepsPayloads ? await readOne(to, context, resourceId, true) : light;
  if (target === undefined) return `${resourceId} is gone.`;
  const texts = await readTexts(to, [target]);
  for (const { info, payloadUid } of target.revisions) {
    const found = texts.get(payloadUid);
    const { revisionId, dataHash } = info.value;
    if (found === undefined || !("text" in found)) return `The data of ${revisionId} is missing.`;
    if (!hasHash(context.spec, found.text, dataHash) && found.text !== (await sourceText(from, context, resourceId, payloadUid))) return `The data of ${revisionId} is not that of the source.`;
  }
  return undefined;
}

/** For data whose hash has been another since the model hides other fields. */
async function sourceText(from: Copying["from"], context: OperationContext, resourceId: string, payloadUid: string): Promise<string | undefined> {
  const dump = await readOne(from, context, resourceId, from.meta.keepsPayloads);
  const found = dump && (await readTexts(from, [dump])).get(payloadUid);
  return found !== undefined && "text" in found ? found.text : undefined;
}
