import { expect } from "vitest";

/** Waits until something is so; fails like it when it never is. */
export async function until(check: () => unknown): Promise<void> {
  await expect.poll(check, { interval: 5, timeout: 60_000 }).toBeTruthy();
}

/** A promise, and what resolves it. */
export class Gate {
  open = () => {};
  readonly passed = new Promise<void>((resolve) => (this.open = resolve));
}
