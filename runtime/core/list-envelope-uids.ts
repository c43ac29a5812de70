import { revisionNumber } from "../stores/revision-number.js";
import type { OperationContext } from "./context.js";

const PAGE = 1000;

/** Under what the revision store keeps the envelopes of a resource: those with data, and those that share it. */
export async function listEnvelopeUids({ meta, index }: OperationContext, resourceId: string): Promise<readonly string[]> {
  const uids = [...(await meta.readHoldings(index, resourceId)).payloadUids];
  let before: number | null = null;
  for (;;) {
    const page = await meta.listRevisions(index, resourceId, { before, limit: PAGE });
    uids.push(...page.map(({ value }) => value.uid));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return [...new Set(uids)];
    before = revisionNumber(last.value.revisionId);
  }
}
