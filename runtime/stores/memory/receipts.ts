import type { FinishedReceipt, HeldReceipt, ReceiptRequest, ReceiptState, Receipts } from "../receipts.js";

interface KeptReceipt extends ReceiptRequest {
  readonly answer: string | null;
}

/** Receipts in a map. */
export class MemoryReceipts implements Receipts {
  readonly #receipts = new Map<string, KeptReceipt>();
  #closed = false;

  async begin(request: ReceiptRequest): Promise<ReceiptState> {
    this.#refuseWhenClosed();
    const kept = this.#receipts.get(request.key);
    if (kept !== undefined && kept.expires > request.now) {
      if (kept.fingerprint !== request.fingerprint) return { kind: "differs" };
      if (kept.answer !== null) return { kind: "answered", answer: kept.answer };
      if (kept.leaseUntil > request.now) return { kind: "running" };
    }
    this.#receipts.set(request.key, { ...request, answer: null });
    return { kind: "held" };
  }

  async finish(receipt: FinishedReceipt): Promise<void> {
    this.#refuseWhenClosed();
    this.keep(receipt);
  }

  async abandon(held: HeldReceipt): Promise<void> {
    this.#refuseWhenClosed();
    if (this.isHeld(held)) this.#receipts.delete(held.key);
  }

  async countExpired(now: string): Promise<number> {
    this.#refuseWhenClosed();
    return this.#expired(now).length;
  }

  async sweep(now: string): Promise<number> {
    this.#refuseWhenClosed();
    const expired = this.#expired(now);
    for (const { key } of expired) this.#receipts.delete(key);
    return expired.length;
  }

  /** Part of a commit. */
  isHeld({ key, token }: HeldReceipt): boolean {
    const kept = this.#receipts.get(key);
    return kept !== undefined && kept.token === token && kept.answer === null;
  }

  /** What `finish` does, without a wait: part of a commit. */
  keep({ key, token, answer }: FinishedReceipt): void {
    const kept = this.#receipts.get(key);
    if (kept !== undefined && this.isHeld({ key, token })) this.#receipts.set(key, { ...kept, answer });
  }

  close(): void {
    this.#closed = true;
    this.#receipts.clear();
  }

  #expired(now: string): readonly KeptReceipt[] {
    return [...this.#receipts.values()].filter(({ expires }) => expires <= now);
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error("The memory store is closed.");
  }
}
