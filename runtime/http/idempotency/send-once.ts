import type { Request, Response } from "express";
import { sendAnswer, type Answer } from "../answer.js";
import { problemAnswer } from "../problem-answer.js";
import { contextOf } from "../request-context.js";
import { answerOnce } from "./answer-once.js";
import { identify } from "./identify.js";
import type { Receipts } from "./sweep.js";

/** A request that writes no resource, and what tells its body from another. */
export interface PlainRequest {
  readonly body: unknown;
  answer(): Promise<Answer>;
}

/**
 * Answers a POST that writes no resource; with an Idempotency-Key, it is answered as it was when it first came.
 *
 * @throws INVALID_QUERY for a malformed key, IDEMPOTENCY_KEY_IN_USE, IDEMPOTENCY_KEY_REUSED, and what the answer throws.
 */
export async function sendOnce(receipts: Receipts, req: Request, res: Response, { body, answer }: PlainRequest): Promise<void> {
  const context = contextOf(req, res);
  const request = identify(req, context.settings.actor(req), body);
  if (request === undefined) {
    sendAnswer(res, await answer());
    return;
  }
  const attempt = { run: answer, answer: (made: Answer) => made, refuse: (error: unknown) => problemAnswer(error, req, context) };
  sendAnswer(res, await answerOnce(receipts, request, attempt));
}
