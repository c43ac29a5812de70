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
  keep({ info, payload }: Envelope): void {
    if (this.#envelopes.has(info.uid)) return;
    this.#envelopes.set(info.uid, Object.freeze({ info: Object.freeze({ ...info }), payload: Object.freeze({ ...payload }) }));
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
    for (const uid of uids) this.#envelopes.delete(uid);
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
