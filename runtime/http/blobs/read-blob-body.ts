import type { Request } from "express";
import { SpecstarError } from "../../core/errors.js";

/**
 * A request's body as it comes; what goes beyond the limit is never passed on. The request is left open, so that it can be answered.
 *
 * @throws BODY_TOO_LARGE as soon as the declared or the counted length exceeds the limit; MALFORMED_BODY when the connection ends
 *   before the body does.
 */
export async function* readBlobBody(req: Request, limit: number): AsyncIterable<Uint8Array> {
  if (Number(req.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  let size = 0;
  try {
    for await (const chunk of bytesOf(req)) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      yield chunk;
    }
  } catch (error) {
    throw req.errored === error ? new SpecstarError("MALFORMED_BODY", "The connection ended before the body did.", [], { cause: error }) : error;
  }
}

/** No request has an encoding set, so that its chunks are bytes. */
function bytesOf(req: Request): AsyncIterable<Uint8Array> {
  return req.iterator({ destroyOnReturn: false });
}

function tooLarge(limit: number): SpecstarError {
  return new SpecstarError("BODY_TOO_LARGE", `The file is larger than ${limit} bytes, the most that is stored.`);
}
