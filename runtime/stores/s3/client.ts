import type { GetObjectCommand, PutObjectCommand, S3ClientConfig } from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket.js";
import { loadPresigner, loadSdk, type S3Client, type S3Sdk } from "./driver.js";
import { checkOptions, type S3Options } from "./options.js";
import { retrySkewed } from "./retry-skewed.js";
import { S3Bucket } from "./s3-bucket.js";

/** A client that all buckets of the same options share. */
export interface S3Connection {
  readonly client: S3Client;
  readonly sdk: S3Sdk;
  /** The server's clock when it gave this answer. */
  dateOf(answer: object): Date;
  /** A URL that does what the command says, for so many seconds. */
  sign(command: GetObjectCommand | PutObjectCommand, expiresIn: number): Promise<string>;
}

interface SharedClient {
  readonly opened: Promise<S3Connection>;
  users: number;
}

const ATTEMPTS = 4;
const CONNECT_TIMEOUT = 5_000;
const REQUEST_TIMEOUT = 30_000;
const MOST_SOCKETS = 64;

const clients = new Map<string, SharedClient>();

/**
 * Opens a bucket. It is not asked for anything yet: `ping` does that. Parts of the same options share their connections, which are closed
 * with the last of them.
 *
 * @throws CONFIG_INVALID when an option is wrong or the driver is not installed.
 */
export async function openS3(options: S3Options): Promise<Bucket> {
  checkOptions(options);
  const { bucket, prefix: _, ...connection } = options;
  const key = JSON.stringify(Object.entries(connection).filter(([, value]) => value !== undefined).sort());
  const shared = clients.get(key) ?? { opened: connect(options), users: 0 };
  clients.set(key, shared);
  shared.users++;
  const release = async () => {
    if (--shared.users > 0) return;
    if (clients.get(key) === shared) clients.delete(key);
    (await shared.opened).client.destroy();
  };
  try {
    return new S3Bucket(await shared.opened, { bucket, place: placeOf(options), attempts: options.attempts ?? ATTEMPTS, release });
  } catch (error) {
    clients.delete(key);
    throw error;
  }
}

async function connect(options: S3Options): Promise<S3Connection> {
  const sdk = await loadSdk();
  const client = new sdk.S3Client(toClientConfig(options, options.checksums ?? "required"));
  retrySkewed(client);
  // A URL is signed before there are bytes: a client that adds checksums would sign that of none.
  const signer = new sdk.S3Client(toClientConfig(options, "required"));
  return {
    client,
    sdk,
    dateOf: keepDates(client),
    sign: async (command, expiresIn) => (await loadPresigner()).getSignedUrl(signer, command, { expiresIn }),
  };
}

/** Keeps what the header Date of every answer says, which the SDK's results leave out. */
function keepDates(client: S3Client): (answer: object) => Date {
  const dates = new WeakMap<object, Date>();
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date = readDate(result.response);
      if (date !== undefined && result.output !== undefined) dates.set(result.output, date);
      return result;
    },
    { step: "deserialize", priority: "high", name: "keepDates" },
  );
  // RFC 9110, section 6.6.1: only a server without a clock leaves the header out.
  return (answer) => dates.get(answer) ?? new Date();
}

function readDate(response: unknown): Date | undefined {
  if (typeof response !== "object" || response === null || !("headers" in response)) return undefined;
  const { headers } = response;
  if (typeof headers !== "object" || headers === null || !("date" in headers) || typeof headers.date !== "string") return undefined;
  const date = new Date(headers.date);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function toClientConfig(options: S3Options, checksums: "required" | "supported"): S3ClientConfig {
  const { endpoint, region = endpoint === undefined ? undefined : "us-east-1" } = options;
  const whenToCheck = checksums === "required" ? "WHEN_REQUIRED" : "WHEN_SUPPORTED";
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...credentialsOf(options),
    forcePathStyle: options.pathStyle ?? endpoint !== undefined,
    requestChecksumCalculation: whenToCheck,
    responseChecksumValidation: whenToCheck,
    // Exponential with jitter, and a quota that keeps a server in trouble from getting more of it.
    retryMode: "standard",
    maxAttempts: options.attempts ?? ATTEMPTS,
    requestHandler: toHandlerOptions(options),
  };
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: S3Options): Pick<S3ClientConfig, "credentials"> {
  if (accessKeyId === undefined || secretAccessKey === undefined) return {};
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) } };
}

function toHandlerOptions({ connectTimeout, requestTimeout = REQUEST_TIMEOUT, maxSockets = MOST_SOCKETS }: S3Options): NonNullable<S3ClientConfig["requestHandler"]> {
  const agent = { keepAlive: true, maxSockets };
  return {
    connectionTimeout: connectTimeout ?? CONNECT_TIMEOUT,
    requestTimeout,
    // Without it, the SDK only warns.
    throwOnRequestTimeout: true,
    // The time above ends with the headers: this one is for bodies that stop coming.
    socketTimeout: requestTimeout,
    httpAgent: agent,
    httpsAgent: agent,
  };
}

/** For messages: never with a key in it. */
function placeOf({ bucket, endpoint, region }: S3Options): string {
  return `S3 bucket ${bucket} at ${endpoint ?? `Amazon S3${region === undefined ? "" : ` in ${region}`}`}`;
}
