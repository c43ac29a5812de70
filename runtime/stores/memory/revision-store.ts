import type { Envelope, RevisionStore } from "../revision-store.js";

/** Envelopes in a map. The meta store puts its payloads here too when it keeps them itself. */
export class MemoryRevisionStore implements RevisionStore {
  readonly #envelopes = new Map<string, Envelope>();
  #closed = false;

  async put(envelope: Envelope): Promise<void> {
    this.#refuseWhenClosed();
    this.keep(envelope);
  }

  /** What `put` does, without a wait: part of a commit. */
  keep({ uid, info, payload }: Envelope): void {
    if (this.#envelopes.has(uid)) return;
    this.#envelopes.set(uid, Object.freeze({ uid, info: Object.freeze({ ...info }), payload: Object.freeze({ ...payload }) }));
  }

  async read(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    this.#refuseWhenClosed();
    return uids.map((uid) => this.dataOf(uid));
  }

  /** What `read` gives for one uid, without a wait: part of a search. */
  dataOf(uid: string): string | undefined {
    const payload = this.#envelopes.get(uid)?.payload;
    return payload !== undefined && "data" in payload ? payload.data : undefined;
  }

  async *list(): AsyncIterable<Envelope> {
    this.#refuseWhenClosed();
    yield* this.#envelopes.values();
  }

  async delete(uids: readonly string[]): Promise<void> {
    this.#refuseWhenClosed();
    for (const uid of uids) this.drop(uid);
  }

  /** Part of a commit. */
  drop(uid: string): void {
    this.#envelopes.delete(uid);
  }

  /** Removes every envelope of a resource: part of a purge. */
  dropAll(resourceId: string): void {
    for (const { uid, info } of this.#envelopes.values()) if (info.resourceId === resourceId) this.drop(uid);
  }

  async ping(): Promise<void> {
    this.#refuseWhenClosed();
  }

  close(): void {
    this.#closed = true;
    this.#envelopes.clear();
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error("The memory store is closed.");
  }
}
