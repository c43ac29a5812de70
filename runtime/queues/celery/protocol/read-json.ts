import type { Wire } from "./wire.js";

const LARGEST_BODY = 16 * 1024 * 1024;
const DEEPEST = 100;

/** What a message says in JSON, or why it can't be read. */
export type ReadJson = { readonly value: unknown } | { readonly problem: string };

/** Reads what Celery's `json` serializer writes. */
export function readJson({ content, properties }: Wire): ReadJson {
  const { contentType, contentEncoding, headers } = properties;
  if (contentType !== "application/json") return { problem: `Its content type is ${describe(contentType)}: only application/json is read here.` };
  if (!isUtf8(contentEncoding)) return { problem: `Its encoding is ${describe(contentEncoding)}: only utf-8 is read here.` };
  if (headers?.["compression"] !== undefined) return { problem: "It is compressed: only plain messages are read here." };
  if (content.length > LARGEST_BODY) return { problem: `It has ${content.length} bytes: at most ${LARGEST_BODY} are read here.` };
  return parse(content);
}

function parse(content: Buffer): ReadJson {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
    return isDeeper(value, DEEPEST) ? { problem: `It nests deeper than ${DEEPEST} levels.` } : { value };
  } catch {
    return { problem: "It is not JSON in UTF-8." };
  }
}

function isUtf8(encoding: unknown): boolean {
  return typeof encoding === "string" && ["utf-8", "utf8"].includes(encoding.toLowerCase());
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 100)) : "not given";
}

/** Whether the value is an object of JSON, and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
