import { isSpecstarError, SpecstarError } from "../../core/errors.js";

/** What S3 answers when nobody but the one who set it up can help (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
const SET_UP_WRONGLY: Readonly<Record<string, string>> = {
  NoSuchBucket: "There is no such bucket. Create the bucket, or correct the option bucket.",
  InvalidBucketName: "The server refuses the name of the bucket. Correct the option bucket.",
  InvalidAccessKeyId: "The server does not know the access key. Correct accessKeyId, or the credentials of the environment.",
  SignatureDoesNotMatch: "The server says that the secret key does not belong to the access key. Correct secretAccessKey, or the credentials of the environment.",
  InvalidToken: "The server refuses the session token. Get new credentials.",
  ExpiredToken: "The server says that the session token has expired. Get new credentials.",
  AccessDenied: "Access is denied. Allow these credentials to list the bucket, and to get, put and delete its objects.",
  Forbidden: "Access is denied. Check the credentials, and that they may list the bucket, and get, put and delete its objects.",
  AllAccessDisabled: "All access is disabled. Ask whoever runs the server.",
  RequestTimeTooSkewed: "The server says that this machine's clock is wrong by more than 15 minutes. Set the clock.",
  AuthorizationHeaderMalformed: "The server wants another region. Correct the option region.",
  PermanentRedirect: "The bucket is in another place. Correct the options region and endpoint.",
  IllegalLocationConstraintException: "The bucket is in another region. Correct the option region.",
  CredentialsProviderError: "There are no credentials. Give accessKeyId and secretAccessKey, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
};

/** The status codes of answers that have no body to say more. */
const NAME_OF_STATUS: Readonly<Record<number, string>> = { 301: "PermanentRedirect", 403: "Forbidden" };

/** @returns CONFIG_INVALID for what trying again won't help; BACKEND_UNAVAILABLE otherwise. What is ours already stays as it is. */
export function explainError(error: unknown, place: string): SpecstarError {
  if (isSpecstarError(error)) return error;
  const wrong = SET_UP_WRONGLY[nameOf(error)] ?? SET_UP_WRONGLY[NAME_OF_STATUS[statusOf(error) ?? 0] ?? ""];
  if (wrong !== undefined) return new SpecstarError("CONFIG_INVALID", `${place}: ${wrong}`, [], { cause: error });
  if (error instanceof Error && error.message === "Region is missing") {
    return new SpecstarError("CONFIG_INVALID", `${place}: There is no region to look in. Give the option region, or set AWS_REGION.`, [], { cause: error });
  }
  const message = `${place}: The server does not answer as it should (${describe(error)}). Check that it runs and can be reached; what was asked can be tried again.`;
  return new SpecstarError("BACKEND_UNAVAILABLE", message, [], { cause: error });
}

/** The HTTP status that an error of the SDK was made of; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return error.name === "Error" && "Code" in error && typeof error.Code === "string" ? error.Code : error.name;
}

/** Never the SDK's message, which may quote what was sent. */
function describe(error: unknown): string {
  const status = statusOf(error);
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : nameOf(error);
  return status === undefined ? code || "no answer" : `${status} ${code}`;
}
