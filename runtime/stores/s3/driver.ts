import type * as Presigner from "@aws-sdk/s3-request-presigner";
import type * as Sdk from "@aws-sdk/client-s3";
import { SpecstarError } from "../../core/errors.js";

export type { S3Client } from "@aws-sdk/client-s3";
export type S3Sdk = typeof Sdk;
export type S3Presigner = typeof Presigner;

/** @throws CONFIG_INVALID when the package is not installed. */
export function loadSdk(): Promise<S3Sdk> {
  return import("@aws-sdk/client-s3").catch((error: unknown) => {
    throw missing("S3 storage", "@aws-sdk/client-s3", error);
  });
}

/** @throws CONFIG_INVALID when the package is not installed. */
export function loadPresigner(): Promise<S3Presigner> {
  return import("@aws-sdk/s3-request-presigner").catch((error: unknown) => {
    throw missing("Signing URLs of S3", "@aws-sdk/s3-request-presigner", error);
  });
}

function missing(what: string, name: string, cause: unknown): SpecstarError {
  return new SpecstarError("CONFIG_INVALID", `${what} needs the package ${name}. Run \`npm install ${name}\`.`, [], { cause });
}
