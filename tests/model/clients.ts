import { isSpecstarError } from "@specstar/runtime";
import type { Operation } from "./linearizable.js";
import type { Manager } from "./models.js";

/** Numbers that look random and are the same for the same seed (xorshift, G. Marsaglia 2003). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export interface Client {
  readonly notes: Manager;
  readonly name: string;
  readonly random: (below: number) => number;
  /** Of a clock that all clients share. */
  now(): number;
}

/** Reads and writes a register, a draft note whose body is its value, and tells what came of it. */
export async function useRegister(client: Client, resourceId: string, rounds: number): Promise<Operation[]> {
  const history: Operation[] = [];
  let known = { tag: "none", value: "" };
  for (let round = 0; round < rounds; round++) {
    const value = `${client.name}.${round}`;
    const began = client.now();
    const action = client.random(4);
    const outcome = await (action === 0 ? read(client, resourceId) : write(client, resourceId, { value, known, action }));
    history.push({ ...outcome.operation, began, ended: client.now() });
    known = outcome.known ?? known;
    if (client.random(3) === 0) await new Promise((resume) => setImmediate(resume));
  }
  return history;
}

interface Known {
  readonly tag: string;
  readonly value: string;
}

interface Outcome {
  readonly operation: Pick<Operation, "kind" | "value" | "expected">;
  readonly known?: Known;
}

async function read({ notes }: Client, resourceId: string): Promise<Outcome> {
  const { data, etag } = await notes.encoded.get(resourceId);
  const value = String(JSON.parse(data).body);
  return { operation: { kind: "read", value }, known: { tag: etag, value } };
}

/** In place or by a new revision; blindly, or if the register is as this client knows it. */
async function write(
  { notes }: Client,
  resourceId: string,
  { value, known, action }: { value: string; known: Known; action: number },
): Promise<Outcome> {
  const isBlind = action === 1 || known.value === "";
  const options = { mode: action === 3 ? "modify" : "update", ifMatch: isBlind ? undefined : known.tag } as const;
  try {
    const { etag } = await notes.encoded.update(resourceId, { body: value }, options);
    return { operation: isBlind ? { kind: "write", value } : { kind: "swap", value, expected: known.value }, known: { tag: etag, value } };
  } catch (error) {
    if (isBlind || !isSpecstarError(error, "REVISION_CONFLICT")) throw error;
    return { operation: { kind: "refused", value, expected: known.value } };
  }
}
