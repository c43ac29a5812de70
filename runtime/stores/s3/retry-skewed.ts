import type { S3Client } from "./driver.js";
import { statusOf } from "./explain-error.js";

/** By how much a correction of the clock explains a refusal, in milliseconds. */
const TOLERANCE = 240_000;

/**
 * Has a request tried once more that was signed for a time which has turned out not to be the server's. The SDK keeps this machine's
 * distance from the server's clock and does so by itself when the distance grows; not when a clock that was wrong is right again.
 */
export function retrySkewed(client: S3Client): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const before = client.config.systemClockOffset;
      try {
        return await next(args);
      } catch (error) {
        const isCorrected = Math.abs(client.config.systemClockOffset - before) > TOLERANCE;
        if (!isCorrected || statusOf(error) !== 403 || hasStream(args.request)) throw error;
        return next(args);
      }
    },
    { step: "build", priority: "low", name: "retrySkewed" },
  );
}

/** What was read once can't be sent again. */
function hasStream(request: unknown): boolean {
  if (typeof request !== "object" || request === null || !("body" in request)) return false;
  const { body } = request;
  return typeof body === "object" && body !== null && "pipe" in body;
}
