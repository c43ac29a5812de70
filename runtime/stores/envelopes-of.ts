import type { NewRevision } from "./meta-store.js";
import type { Envelope } from "./revision-store.js";

/**
 * The envelopes of a resource's revisions, oldest first, as a revision store keeps them. Data that stands with a revision that shares it,
 * because the one it was made for has other data by now, gets an envelope of its own.
 *
 * @param data what is kept under a payload's uid; undefined when there is none.
 */
export function envelopesOf(revisions: readonly NewRevision[], data: (payloadUid: string) => string | undefined): readonly Envelope[] {
  const seen = new Set<string>();
  return revisions.flatMap(({ info: { value: info }, payloadUid }) => {
    const text = seen.has(payloadUid) ? undefined : data(payloadUid);
    seen.add(payloadUid);
    const isOwn = payloadUid === info.uid || payloadUid.startsWith(`${info.uid}.`);
    const whole: Envelope[] = text === undefined ? [] : [{ uid: payloadUid, info, payload: { data: text } }];
    return isOwn ? whole : [...whole, { uid: info.uid, info, payload: { sameAs: payloadUid } }];
  });
}
