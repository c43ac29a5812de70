import { z } from "zod";
import { closed } from "../closed-object.js";
import { someText, truth, wholeNumber } from "../option-types.js";
import type { ConnectionType } from "./connection-type.js";

/** Objects in a bucket of S3, or of a server that speaks its protocol. */
export interface S3Connection {
  readonly type: "s3";
  readonly options: S3ConnectionOptions;
}

/** Times are in milliseconds. What is left out is as `docs/backends.md` says. */
export interface S3ConnectionOptions {
  readonly bucket: string;
  /** What the keys of the objects begin with. */
  readonly prefix?: string;
  /** Of a server that is not Amazon's: `https://s3.example.com`. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Whether the bucket stands in the path, not in the host's name. */
  readonly pathStyle?: boolean;
  /** Whether checksums are sent only where the protocol asks for them, as many servers need it, or wherever it knows them. */
  readonly checksums?: "required" | "supported";
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly connectTimeout?: number;
  readonly requestTimeout?: number;
  /** How often a request is made at most before it counts as failed. */
  readonly attempts?: number;
  /** The most connections that this process holds. */
  readonly maxSockets?: number;
}

const options = closed({
  bucket: someText,
  prefix: z.exactOptional(z.string()),
  endpoint: z.exactOptional(z.string().regex(/^https?:\/\//, "must begin with http:// or https://")),
  region: z.exactOptional(z.string()),
  pathStyle: z.exactOptional(truth),
  checksums: z.exactOptional(z.enum(["required", "supported"])),
  accessKeyId: z.exactOptional(z.string()),
  secretAccessKey: z.exactOptional(z.string()),
  sessionToken: z.exactOptional(z.string()),
  connectTimeout: z.exactOptional(wholeNumber(1, 600_000)),
  requestTimeout: z.exactOptional(wholeNumber(1, 600_000)),
  attempts: z.exactOptional(wholeNumber(1, 20)),
  maxSockets: z.exactOptional(wholeNumber(1, 10_000)),
}).superRefine(({ accessKeyId, secretAccessKey, sessionToken }, { addIssue }) => {
  const isMissing = (key: string, of: string) => addIssue({ code: "custom", path: [key], message: `is missing: ${of} needs it` });
  if (accessKeyId !== undefined && secretAccessKey === undefined) isMissing("secretAccessKey", "accessKeyId");
  if (accessKeyId === undefined && secretAccessKey !== undefined) isMissing("accessKeyId", "secretAccessKey");
  if (accessKeyId === undefined && sessionToken !== undefined) isMissing("accessKeyId", "sessionToken");
});

export const s3Type: ConnectionType<S3Connection> = {
  title: "S3",
  schema: closed({ type: z.literal("s3"), options }),
  roles: ["meta", "resource", "blob"],
  inherits: ["prefix"],
  isDurable: true,
};
