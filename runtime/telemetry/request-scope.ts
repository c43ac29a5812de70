import { AsyncLocalStorage } from "node:async_hooks";

/** What everything that is done for a request can know of it. */
export interface RequestScope {
  readonly requestId: string;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs what a request asks for: all of it, until its last callback, is within its scope. */
export function withinRequest<Result>(scope: RequestScope, run: () => Result): Result {
  return scopes.run(scope, run);
}

/** Of the request that the present code works for; undefined outside of requests. */
export function currentRequestId(): string | undefined {
  return scopes.getStore()?.requestId;
}
