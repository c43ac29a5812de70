import type { Request, RequestHandler } from "express";
import { SpecstarError } from "../core/errors.js";
import type { WriteOptions } from "../core/options.js";
import type { Storage } from "../stores/storage.js";
import { sendAnswer, VALID, type Answer } from "./answer.js";
import { parseReason } from "./change-reason.js";
import { toPrecondition } from "./entity-tags.js";
import { answerOnce, type Attempt } from "./idempotency/answer-once.js";
import { identify } from "./idempotency/identify.js";
import { parseFlag, parseParameters, queryOf } from "./parameters.js";
import { problemAnswer } from "./problem-answer.js";
import { readBody, type CheckType } from "./read-body.js";
import { contextOf, type RequestContext } from "./request-context.js";

/** What a path's parts are called, and were sent as. */
type PathParams = Request["params"];

type ParameterName = "id" | "status" | "onDuplicate" | "mode" | "fields" | "validateOnly" | "reason";

/** A write over HTTP in two parts: what is run, and what is answered to its result. Neither knows of sending. */
export interface WriteRoute<Params extends PathParams, Result> {
  /** Checks what the body is declared as; null when there is none. */
  readonly takes: CheckType | null;
  readonly parameters: readonly ParameterName[];
  /** Whether the request must say which state it expects. */
  readonly requireIfMatch: boolean;
  run(call: WriteCall<Params>): Promise<Result>;
  answer(result: Result, req: Request<Params>): Answer;
}

/** A request as a write sees it. */
export interface WriteCall<Params extends PathParams> {
  readonly req: Request<Params>;
  readonly context: RequestContext;
  readonly parameters: Partial<Record<ParameterName, string>>;
  readonly body: unknown;
  readonly options: WriteOptions;
}

/**
 * Reads a request, runs its write and sends the answer. A POST or PATCH with an Idempotency-Key is run once, however often it is sent.
 *
 * @param storage what is written to: its receipts are kept along with its writes.
 */
export function writeHandler<Params extends PathParams, Result>(storage: Storage, route: WriteRoute<Params, Result>): RequestHandler<Params> {
  return async (req, res) => {
    const context = contextOf(req, res);
    const call = await readCall(route, req, context);
    const request = identify(req, call.options.actor, call.body);
    if (request === undefined) sendAnswer(res, toAnswer(route, call, await route.run(call)));
    else sendAnswer(res, await answerOnce(storage.meta.receipts, request, toAttempt(route, call)));
  };
}

async function readCall<Params extends PathParams>(
  route: Pick<WriteRoute<Params, never>, "takes" | "parameters" | "requireIfMatch">,
  req: Request<Params>,
  context: RequestContext,
): Promise<WriteCall<Params>> {
  const { requestId, settings } = context;
  const parameters = parseParameters(queryOf(req.url), route.parameters);
  context.actor = settings.actor(req);
  const options = {
    actor: context.actor,
    ifMatch: toPrecondition(req.headers["if-match"]),
    requestId,
    reason: parseReason(req.headers["x-change-reason"], parameters.reason),
    validateOnly: parseFlag("validateOnly", parameters.validateOnly),
  };
  if (route.requireIfMatch && options.ifMatch === undefined) throw preconditionRequired();
  const body = route.takes === null ? undefined : await readBody(req, settings.bodyLimit, route.takes);
  return { req, context, parameters, body, options };
}

function toAnswer<Params extends PathParams, Result>(route: WriteRoute<Params, Result>, { req, options }: WriteCall<Params>, result: Result): Answer {
  return options.validateOnly === true ? VALID : route.answer(result, req);
}

function toAttempt<Params extends PathParams, Result>(route: WriteRoute<Params, Result>, call: WriteCall<Params>): Attempt<Result> {
  return {
    run: (receipt) => route.run({ ...call, options: { ...call.options, receipt } }),
    answer: (result) => toAnswer(route, call, result),
    refuse: (error) => problemAnswer(error, call.req, call.context),
  };
}

/** The error for a write that must say which state it expects, and does not. */
export function preconditionRequired(): SpecstarError {
  return new SpecstarError("PRECONDITION_REQUIRED", "A write to this resource must say which state it expects: send the ETag that you read as If-Match.");
}
