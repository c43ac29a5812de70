import type { NewRevision } from "../stores/meta-store.js";
import type { Envelope } from "../stores/revision-store.js";

/** Under what the revision store keeps a revision: its own data under the payload's uid, and shared data's facts under its own. */
export function envelopeUid({ info, payloadUid, data }: NewRevision): string {
  return data === null ? info.value.uid : payloadUid;
}

/** A revision as the revision store keeps it. */
export function toEnvelope(revision: NewRevision): Envelope {
  const { info, payloadUid, data } = revision;
  return { uid: envelopeUid(revision), info: info.value, payload: data === null ? { sameAs: payloadUid } : { data } };
}
