import type { Envelope, RevisionInfo, Storage } from "@specstar/runtime";

/** The envelope of a revision whose data a storage keeps, wherever. */
export async function toEnvelopeOf(storage: Storage, payloadUid: string, info: RevisionInfo): Promise<Envelope> {
  const [data] = await storage.revisions.read([payloadUid]);
  if (data === undefined) throw new Error(`There is no data of ${payloadUid}.`);
  return { uid: payloadUid, info, payload: { data } };
}

/** All envelopes, by their uids. */
export async function envelopesOf(storage: Storage): Promise<readonly Envelope[]> {
  const all: Envelope[] = [];
  for await (const envelope of storage.revisions.list()) all.push(envelope);
  return all.sort((a, b) => (a.uid < b.uid ? -1 : 1));
}
