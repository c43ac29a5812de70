import { randomUUID } from "node:crypto";
import { SpecstarError } from "../../core/errors.js";
import type { PendingReceipt } from "../../core/options.js";
import type { Answer } from "../answer.js";
import type { KeyedRequest } from "./identify.js";
import { sweepNowAndThen, type Receipts } from "./sweep.js";

/** How long a request may run before another one may take its key, in milliseconds. */
const LEASE = 60_000;
/** How long answers are kept. */
const LIFETIME = 86_400_000;

/** A request that is run: what it comes to, and what is answered then. */
export interface Attempt<Result> {
  /** @param receipt to be finished along with what is written. */
  run(receipt: PendingReceipt): Promise<Result>;
  answer(result: Result): Answer;
  refuse(error: unknown): Answer;
}

/**
 * Runs a request unless it was run before: then it has the first answer. Refusals are answers too; after a failure of the server the
 * key is free again.
 *
 * @throws IDEMPOTENCY_KEY_IN_USE while the first request runs, IDEMPOTENCY_KEY_REUSED for another request, and what the attempt throws.
 */
export async function answerOnce<Result>(receipts: Receipts, request: KeyedRequest, attempt: Attempt<Result>): Promise<Answer> {
  const held = { key: request.key, token: randomUUID() };
  sweepNowAndThen(receipts);
  const state = await receipts.begin({ ...held, fingerprint: request.fingerprint, ...timesFrom(Date.now()) });
  switch (state.kind) {
    case "held":
      return runHeld(receipts, held, attempt);
    case "answered":
      return toReplay(state.answer);
    case "running":
      throw new SpecstarError("IDEMPOTENCY_KEY_IN_USE", "The first request with this Idempotency-Key is still running. Send it again later.");
    case "differs":
      throw new SpecstarError("IDEMPOTENCY_KEY_REUSED", "Another request was sent with this Idempotency-Key. Give every request a key of its own.");
  }
}

type Held = Pick<PendingReceipt, "key" | "token">;

async function runHeld<Result>(receipts: Receipts, held: Held, attempt: Attempt<Result>): Promise<Answer> {
  let written: { readonly result: Result } | undefined;
  const toAnswer = (result: Result): string => {
    written = { result };
    return JSON.stringify(attempt.answer(result));
  };
  try {
    const result = await attempt.run({ ...held, toAnswer });
    const answer = attempt.answer(result);
    // A write that came too late may have been followed by a plan that writes nothing.
    if (written === undefined || written.result !== result) await receipts.finish({ ...held, answer: JSON.stringify(answer) });
    return answer;
  } catch (error) {
    await release(receipts, held, attempt.refuse(error));
    throw error;
  }
}

/** Without effect when the answer went along with the write. What can't be told to the store now, the end of the lease will. */
async function release(receipts: Receipts, held: Held, refusal: Answer): Promise<void> {
  const released = refusal.status < 500 ? receipts.finish({ ...held, answer: JSON.stringify(refusal) }) : receipts.abandon(held);
  await released.catch(() => undefined);
}

function toReplay(text: string): Answer {
  const answer: Answer = JSON.parse(text);
  return { ...answer, headers: { ...answer.headers, "Idempotency-Replayed": "true" } };
}

function timesFrom(now: number): { now: string; leaseUntil: string; expires: string } {
  return { now: at(now), leaseUntil: at(now + LEASE), expires: at(now + LIFETIME) };
}

function at(time: number): string {
  return new Date(time).toISOString();
}
