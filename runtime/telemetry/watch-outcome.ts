import { Readable } from "node:stream";

/** What a call failed with; null when it did not. */
export type Failure = { readonly error: unknown } | null;

/** Told when a call is over, and once more when a stream that it has brought fails later. */
export type Ended = (failure: Failure) => void;

/**
 * Runs a call and tells when it is over: a promise when it is settled, a stream when it is at its end.
 *
 * @returns what the call returns, and settles as it does
 */
export function watchOutcome(run: () => unknown, ended: Ended): unknown {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    ended({ error });
    throw error;
  }
  if (result instanceof Promise) return watchPromise(result, ended);
  if (isStream(result)) return listAll(result, ended);
  ended(null);
  return result;
}

async function watchPromise(promise: Promise<unknown>, ended: Ended): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    ended({ error });
    throw error;
  }
  ended(null);
  return isStream(value) ? watchStream(value, ended) : value;
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

/** What is listed is over when all of it has been, or the caller has had enough. */
async function* listAll(stream: AsyncIterable<unknown>, ended: Ended): AsyncIterable<unknown> {
  let failure: Failure = null;
  try {
    yield* stream;
  } catch (error) {
    failure = { error };
    throw error;
  } finally {
    ended(failure);
  }
}

/** Bytes on their way: how long that takes is the reader's affair, only a failure is told. */
function watchStream(stream: AsyncIterable<unknown>, ended: Ended): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = stream[Symbol.asyncIterator]();
      const next = async (): Promise<IteratorResult<unknown>> => {
        try {
          return await iterator.next();
        } catch (error) {
          ended({ error });
          throw error;
        }
      };
      const stop = async (): Promise<IteratorResult<unknown>> => {
        // A reader that never began leaves the iterator of a stream where it is, and the file open.
        if (stream instanceof Readable) stream.destroy();
        await iterator.return?.();
        return { done: true, value: undefined };
      };
      return { next, return: stop };
    },
  };
}
