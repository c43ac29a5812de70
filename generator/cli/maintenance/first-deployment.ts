import type { Storage } from "./runtime.js";

/** A line of the list that a first deployment is checked with. */
export interface Check {
  readonly title: string;
  /** Null for what only the user can try. */
  readonly passed: boolean | null;
  readonly advice: string;
}

const PROBE = "specstar doctor was here";

/** Tries what can be tried without a trace: the probe is removed again. @param reopen opens the same back end once more. */
export async function checkFirstDeployment(storage: Storage, reopen: () => Promise<Storage>): Promise<readonly Check[]> {
  const { fileId } = await storage.blobs.put(bytesOf(PROBE));
  const again = await reopen();
  const survives = (await again.blobs.stat(fileId)) !== undefined;
  await again.blobs.delete(fileId, new Date());
  await again.close();
  return [
    { title: "a restart keeps resources and their revisions", passed: storage.migrations !== null, advice: "They are kept in memory: choose another back end in backend.json." },
    { title: "a restart keeps uploaded files", passed: survives, advice: "They are kept in memory: choose another store for blobs in backend.json." },
    { title: "an upload succeeds", passed: true, advice: "" },
    { title: "a create and a search succeed", passed: null, advice: "Try them over HTTP in the target environment: POST one, find it with GET, restart, GET it again." },
  ];
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
