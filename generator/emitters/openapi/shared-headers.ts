import { refer, type Header } from "./types.js";

/** Headers of answers, under the names of their components. */
export const SHARED_HEADERS: Readonly<Record<string, Header>> = {
  RequestId: {
    description: "The request's id: the one that it came with, or a new one.",
    required: true,
    schema: { type: "string", pattern: "^[A-Za-z0-9._:-]{1,128}$" },
  },
  CacheControl: {
    description: "A client may keep what it got and must ask whether it still holds; an error is not kept.",
    required: true,
    schema: { type: "string" },
  },
  ContentTypeOptions: { description: "The body is of its declared type and of no other.", required: true, schema: { type: "string", enum: ["nosniff"] } },
  ETag: {
    description: "Changes with every change of the current revision. An earlier revision has one of its own.",
    required: true,
    schema: { type: "string" },
  },
  AnswerTag: { description: "Names this very answer.", required: true, schema: { type: "string" } },
  LastModified: { description: "When the resource was last changed, in whole seconds (RFC 9110, 8.8.2).", required: true, schema: { type: "string" } },
  Replayed: {
    description: "`true` on the first answer to an `Idempotency-Key`, given again.",
    schema: { type: "string", enum: ["true"] },
  },
  Location: { description: "Where the new resource is.", required: true, schema: { type: "string", format: "uri-reference" } },
  Allow: { description: "The methods that there are.", required: true, schema: { type: "string" } },
};

/** What every answer has. */
export const ALWAYS = {
  "X-Request-Id": refer("headers", "RequestId"),
  "Cache-Control": refer("headers", "CacheControl"),
  "X-Content-Type-Options": refer("headers", "ContentTypeOptions"),
};
/** What an answer to a POST or PATCH may have. */
export const REPLAYED = { "Idempotency-Replayed": refer("headers", "Replayed") };
/** What keeps a page to itself. */
export const PAGE = {
  "Content-Security-Policy": { description: "The page loads what this server has, and nothing else.", required: true, schema: { type: "string" } },
  "Referrer-Policy": { description: "The page names itself to nobody.", required: true, schema: { type: "string" } },
} as const;
/** What tells the state of a resource. */
export const STATE = { ETag: refer("headers", "ETag"), "Last-Modified": refer("headers", "LastModified") };
/** The tag of an answer that tells of more than one state. */
export const TAG = { ETag: refer("headers", "AnswerTag") };
