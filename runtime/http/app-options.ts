import type { Request } from "express";
import { SpecstarError } from "../core/errors.js";
import { createLog, type Log } from "../telemetry/index.js";

export interface AppOptions {
  /** Names the caller of a write, for the history. "anonymous" when it isn't given. */
  readonly actor?: (req: Request) => string;
  /** How many bytes a body may have; 1 MiB when it isn't given. */
  readonly bodyLimit?: number;
  /** How many bytes an uploaded file may have; 5 GiB when it isn't given. */
  readonly blobLimit?: number;
  /** How files reach their readers. */
  readonly blobs?: BlobOptions;
  /** Told of every failure of the server: what is answered with 500 or 503. A line of the log when it isn't given. */
  readonly logger?: Logger;
  /**
   * Whether `GET /metrics` is served, of a storage that `observeStorage` gave. It is not unless it is asked for: metrics tell everybody
   * who reaches the server how busy it is, and with what. `metricsApp` serves them elsewhere.
   */
  readonly metrics?: boolean;
}

export interface BlobOptions {
  /**
   * Whether downloads are sent to where the blobs lie, by a redirect to a URL that is good for some minutes, unless the request says
   * `direct=false`. Where the store can't do that, they are sent from here as ever. A browser needs the consent of that place (CORS).
   */
  readonly direct?: boolean;
}

export type Logger = (error: unknown, request: { readonly requestId: string; readonly method: string; readonly path: string }) => void;

export type Settings = Required<AppOptions>;

/**
 * Fills in what isn't given.
 *
 * @param log takes failures where no logger is given
 * @throws CONFIG_INVALID for a limit that is no whole number of bytes.
 */
export function toSettings(options: AppOptions, log: Log = createLog()): Settings {
  const { actor = () => "anonymous", bodyLimit = 1_048_576, blobLimit = 5_368_709_120, blobs = {}, logger = failureLogger(log), metrics = false } = options;
  for (const [name, limit] of Object.entries({ bodyLimit, blobLimit })) {
    if (!Number.isSafeInteger(limit) || limit < 0) throw new SpecstarError("CONFIG_INVALID", `${name} is ${limit}; it must be a whole number of bytes.`);
  }
  return { actor, bodyLimit, blobLimit, blobs, logger, metrics };
}

function failureLogger(log: Log): Logger {
  return (error, request) => log.fail("error", "The server failed", { error, fields: { ...request } });
}
