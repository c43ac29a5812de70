import { createHash, randomUUID } from "node:crypto";
import type { Envelope, RevisionStore } from "../stores/revision-store.js";
import type { Part } from "../stores/storage.js";
import type { Step } from "./run-steps.js";

type OpenAgain = () => Promise<Part<RevisionStore>>;

/**
 * An envelope of a resource that nobody made: put, read back, deleted.
 *
 * @param openAgain opens the same place once more: a store may have kept what was put in memory. Null where memory is the place.
 */
export function probeRevisions(revisions: RevisionStore, openAgain: OpenAgain | null): Step[] {
  const envelope = createEnvelope();
  const { uid } = envelope;
  return [
    { name: "write", work: () => revisions.put(envelope) },
    { name: "read", work: async () => expectText(openAgain === null ? await revisions.read([uid]) : await readFrom(openAgain, uid), envelope) },
    { name: "delete", work: () => revisions.delete([uid]), clears: "write" },
    { name: "look again", work: async () => expectNone(await revisions.read([uid])) },
  ];
}

async function readFrom(openAgain: OpenAgain, uid: string): Promise<readonly (string | undefined)[]> {
  const { store, close } = await openAgain();
  try {
    return await store.read([uid]);
  } finally {
    await close();
  }
}

function createEnvelope(): Envelope & { readonly payload: { readonly data: string } } {
  const data = JSON.stringify({ probe: randomUUID(), text: "ä 漢 \u{1f680}" });
  const resourceId = `specstar-backend-check:${randomUUID()}`;
  const uid = randomUUID();
  const time = new Date().toISOString();
  const by = { createdTime: time, createdBy: "specstar", updatedTime: time, updatedBy: "specstar" };
  const dataHash = `sha256:${createHash("sha256").update(data).digest("hex")}`;
  const facts = { parentRevisionId: null, op: "create", status: "stable", schemaVersion: "v1", dataHash, reason: null, changesetId: null } as const;
  return { uid, info: { uid, resourceId, revisionId: `${resourceId}:1`, ...facts, ...by }, payload: { data } };
}

function expectText([found]: readonly (string | undefined)[], { payload }: { readonly payload: { readonly data: string } }): void {
  if (found !== payload.data) throw new Error(found === undefined ? "what was written is not there" : "what was written comes back as something else");
}

function expectNone([found]: readonly (string | undefined)[]): void {
  if (found !== undefined) throw new Error("what was deleted is still there");
}
