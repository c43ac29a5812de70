import { SpecstarError } from "../../core/errors.js";

/** Which bucket, where it is, and how patiently it is asked. */
export interface S3Options {
  readonly bucket: string;
  /** What every key begins with, such as `specstar/`; nothing by default. Two storages with different prefixes share no object. */
  readonly prefix?: string | undefined;
  /** The URL of the server. By default that of Amazon S3 in the region. */
  readonly endpoint?: string | undefined;
  /** By default that of the SDK's standard chain; `us-east-1` where an endpoint is given. */
  readonly region?: string | undefined;
  /** Whether the bucket is named in the path and not in the host, as most servers but Amazon's want it. By default when an endpoint is given. */
  readonly pathStyle?: boolean | undefined;
  /**
   * Whether checksums in the newer headers are sent with every request (`supported`) or only where S3 demands one (`required`, the default):
   * many servers don't know them.
   */
  readonly checksums?: "required" | "supported" | undefined;
  /** Given together; otherwise the SDK's standard chain finds them, the environment first. */
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
  /** In milliseconds; 5,000 by default. */
  readonly connectTimeout?: number | undefined;
  /** For how long an answer may take to begin, and a connection be silent, in milliseconds; 30,000 by default. */
  readonly requestTimeout?: number | undefined;
  /** How often a request is tried in all; 4 by default. */
  readonly attempts?: number | undefined;
  /** How many connections are open at a time; 64 by default. */
  readonly maxSockets?: number | undefined;
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, and the laxer rules of servers that keep older names.
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;
/** Characters that need no escaping anywhere (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const PREFIX = /^(?:(?!\.{1,2}(?:\/|$))[A-Za-z0-9._=-]+(?:\/|$))*$/;
/** A key has at most 1024 bytes, and the stores' own part takes up to 200 of them. */
const LONGEST_PREFIX = 512;

/** @throws CONFIG_INVALID that names the options that are wrong. */
export function checkOptions(options: S3Options): void {
  const problems = [...placeProblems(options), ...keyProblems(options), ...numberProblems(options)];
  if (problems.length === 0) return;
  const message = `The S3 options are wrong: ${problems.map((problem) => problem.message).join(" ")}`;
  throw new SpecstarError("CONFIG_INVALID", message, problems.map(({ option, message: text }) => ({ path: `/${option}`, message: text })));
}

interface OptionProblem {
  readonly option: keyof S3Options;
  readonly message: string;
}

function* placeProblems({ bucket, prefix = "", endpoint }: S3Options): Iterable<OptionProblem> {
  if (!BUCKET.test(bucket)) yield { option: "bucket", message: "bucket must be the name of a bucket: letters, digits, dots and hyphens." };
  if (prefix.length > LONGEST_PREFIX || !PREFIX.test(prefix)) {
    yield { option: "prefix", message: `prefix must be names of letters, digits and . _ = - with a / between them, of at most ${LONGEST_PREFIX} characters.` };
  }
  if (endpoint !== undefined && !isEndpoint(endpoint)) {
    yield { option: "endpoint", message: "endpoint must be a URL like https://s3.example.com, without a user, a query or a path." };
  }
}

function isEndpoint(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return false;
  const { protocol, username, password, search, hash, pathname } = url;
  return (protocol === "http:" || protocol === "https:") && username + password + search + hash === "" && pathname === "/";
}

function* keyProblems({ accessKeyId, secretAccessKey, sessionToken }: S3Options): Iterable<OptionProblem> {
  if ((accessKeyId === undefined) === (secretAccessKey === undefined)) {
    if (sessionToken === undefined || accessKeyId !== undefined) return;
    yield { option: "sessionToken", message: "sessionToken needs accessKeyId and secretAccessKey." };
    return;
  }
  const missing = accessKeyId === undefined ? "accessKeyId" : "secretAccessKey";
  yield { option: missing, message: "accessKeyId and secretAccessKey go together." };
}

function* numberProblems(options: S3Options): Iterable<OptionProblem> {
  const most = { connectTimeout: 600_000, requestTimeout: 3_600_000, attempts: 20, maxSockets: 10_000 } as const;
  for (const option of ["connectTimeout", "requestTimeout", "attempts", "maxSockets"] as const) {
    const value = options[option] ?? 1;
    if (!Number.isInteger(value) || value < 1 || value > most[option]) {
      yield { option, message: `${option} must be a whole number from 1 to ${most[option]}.` };
    }
  }
}
