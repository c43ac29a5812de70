import { hash } from "node:crypto";
import type { Binary } from "../../spec.js";
import type { Problem } from "../errors.js";
import { explainIssue } from "../explain-issue.js";
import { toJsonPointer } from "../json-pointer.js";
import { optional } from "../schema/field.js";
import { object } from "../schema/object.js";
import { formatted } from "../schema/text.js";
import type { ResourceSpec } from "../spec.js";
import { MOST_PROBLEMS } from "../validate.js";
import { validationFailed } from "../validation-failed.js";
import type { InlineBinary } from "./binary-input.js";
import { isFileName } from "./file-name.js";
import { isInline, mapBinaries } from "./map-binaries.js";
import { isMediaType } from "./media-type.js";
import { sniffMediaType } from "./sniff-media-type.js";
import { toContentType } from "./to-content-type.js";

/** An input without bytes in it, and the bytes by their file ids. */
export interface WithoutBytes {
  readonly input: unknown;
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

const inlineSchema = object({
  data: formatted("base64", isBase64),
  contentType: optional(formatted("media-type", isMediaType)),
  name: optional(formatted("file-name", isFileName)),
});

/**
 * Replaces the bytes that an input brings along by what is known of them, before it is checked. Stores nothing.
 *
 * @throws VALIDATION_FAILED at the places of what is no Base64, no media type or no file name.
 */
export function replaceInlineBlobs({ name, schema }: Pick<ResourceSpec<unknown, unknown, unknown>, "name" | "schema">, input: unknown): WithoutBytes {
  const bytes = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  const replaced = mapBinaries(schema, input, (value, path) => {
    if (!isInline(value) || problems.length >= MOST_PROBLEMS) return value;
    const wrong = findProblems(value, path);
    problems.push(...wrong);
    return wrong.length > 0 ? value : takeBytes(value as InlineBinary, bytes);
  });
  if (problems.length > 0) throw validationFailed(name, problems);
  return { input: replaced, bytes };
}

function findProblems(value: unknown, path: readonly PropertyKey[]): Problem[] {
  const issues = inlineSchema.safeParse(value).error?.issues ?? [];
  return issues.map((issue) => {
    const { path: inner, message } = explainIssue(issue, inlineSchema, value);
    return { path: `${toJsonPointer(path)}${inner}`, message };
  });
}

function takeBytes({ data, contentType, name }: InlineBinary, all: Map<string, Uint8Array>): Binary {
  const bytes = Buffer.from(data, "base64");
  const fileId = hash("sha256", bytes);
  all.set(fileId, bytes);
  return { fileId, size: bytes.length, contentType: toContentType(contentType, sniffMediaType(bytes)), ...(name === undefined ? {} : { name }) };
}

/** Strictly: what is written again must be the same text. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && Buffer.from(text, "base64").toString("base64") === text;
}
