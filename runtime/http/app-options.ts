import type { Request } from "express";
import { SpecstarError } from "../core/errors.js";

export interface AppOptions {
  /** Names the caller of a write, for the history. "anonymous" when it isn't given. */
  readonly actor?: (req: Request) => string;
  /** How many bytes a body may have; 1 MiB when it isn't given. */
  readonly bodyLimit?: number;
  /** How many bytes an uploaded file may have; 5 GiB when it isn't given. */
  readonly blobLimit?: number;
  /** Told of every failure of the server: what is answered with 500 or 503. A JSON line on stderr when it isn't given. */
  readonly logger?: Logger;
}

export type Logger = (error: unknown, request: { readonly requestId: string; readonly method: string; readonly path: string }) => void;

export type Settings = Required<AppOptions>;

/**
 * Fills in what isn't given.
 *
 * @throws CONFIG_INVALID for a limit that is no whole number of bytes.
 */
export function toSettings(options: AppOptions): Settings {
  const { actor = () => "anonymous", bodyLimit = 1_048_576, blobLimit = 5_368_709_120, logger = logToStderr } = options;
  for (const [name, limit] of Object.entries({ bodyLimit, blobLimit })) {
    if (!Number.isSafeInteger(limit) || limit < 0) throw new SpecstarError("CONFIG_INVALID", `${name} is ${limit}; it must be a whole number of bytes.`);
  }
  return { actor, bodyLimit, blobLimit, logger };
}

const logToStderr: Logger = (error, request) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error instanceof Error && error.cause !== undefined ? { cause: String(error.cause) } : {};
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level: "error", ...request, error: text, ...cause })}\n`);
};
