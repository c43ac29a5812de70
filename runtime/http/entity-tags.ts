import { storedTag } from "../core/etag.js";

/** An entity-tag and the comma after it (RFC 9110 sections 8.8.3 and 5.6.1.2: empty list elements are allowed). */
const ELEMENT = /[ \t]*(?:(W\/)?"([\u0021\u0023-\u007e\u0080-\u00ff]*)"[ \t]*)?(,|$)/y;

/** The tags that a condition names, without quotes; `any` for `*`. A field that is no list of tags names none. */
export interface EntityTags {
  readonly any: boolean;
  readonly strong: readonly string[];
  readonly weak: readonly string[];
  readonly wellFormed: boolean;
}

/** Reads an If-Match or If-None-Match field (RFC 9110 sections 13.1.1 and 13.1.2). */
export function parseEntityTags(field: string): EntityTags {
  if (field.trim() === "*") return { any: true, strong: [], weak: [], wellFormed: true };
  const strong: string[] = [];
  const weak: string[] = [];
  ELEMENT.lastIndex = 0;
  for (let element = ELEMENT.exec(field); element !== null; element = ELEMENT.exec(field)) {
    const [, weakness, tag, end] = element;
    if (tag !== undefined) (weakness === undefined ? strong : weak).push(tag);
    if (end === "") return { any: false, strong, weak, wellFormed: strong.length + weak.length > 0 };
  }
  return { any: false, strong: [], weak: [], wellFormed: false };
}

/**
 * Whether an If-Match field lets a request pass: strong comparison (RFC 9110 section 8.8.3.2), so that a weak tag never does. What a job's
 * answer tells of its run is no part of what is compared.
 */
export function isMatch(field: string, etag: string): boolean {
  const tags = parseEntityTags(field);
  return tags.any || tags.strong.some((tag) => storedTag(tag) === storedTag(etag));
}

/** Whether an If-None-Match field names the tag: weak comparison. Then the client has what it asks for. */
export function isKnown(field: string, etag: string): boolean {
  const tags = parseEntityTags(field);
  return tags.any || tags.strong.includes(etag) || tags.weak.includes(etag);
}

/**
 * An If-Match field as the precondition of a write. A field without a usable tag gives a precondition that nothing meets: a writer
 * who asked for care must not lose it over a typing mistake.
 */
export function toPrecondition(field: string | undefined): "*" | readonly string[] | undefined {
  if (field === undefined) return undefined;
  const tags = parseEntityTags(field);
  // The manager reads "*" as any; in quotes it is a tag like others, and never one of ours.
  return tags.any ? "*" : tags.strong.filter((tag) => tag !== "*");
}
