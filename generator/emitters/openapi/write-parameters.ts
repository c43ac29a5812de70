import type { Parameter } from "./types.js";

/** Parameters of writes that are the same for every model, under the names of their components. */
export const WRITE_PARAMETERS: Readonly<Record<string, Parameter>> = {
  NewId: {
    name: "id",
    in: "query",
    description: "The new resource's id, or the part of it behind the colon. Made up when it is missing.",
    schema: { type: "string" },
  },
  OnDuplicate: {
    name: "onDuplicate",
    in: "query",
    description: "What happens when a job that has not ended has the same `dedupeKey`. `ignore`: that job is the answer. `replace`: it gets the new data, unless it runs.",
    schema: { type: "string", enum: ["refuse", "ignore", "replace"], default: "refuse" },
  },
  ValidateOnly: {
    name: "validateOnly",
    in: "query",
    description: "A dry run: all that would be refused is refused, and nothing is written.",
    schema: { type: "boolean", default: false },
  },
  Mode: {
    name: "mode",
    in: "query",
    description: "`modify` changes the current revision in place, which must be a draft. A new revision is made otherwise.",
    schema: { type: "string", enum: ["update", "modify"], default: "update" },
  },
  Reason: { name: "reason", in: "query", description: "Why the change is made, for the history.", schema: { type: "string", maxLength: 1000 } },
  ChangeReason: {
    name: "X-Change-Reason",
    in: "header",
    description: "The same as `reason`, as percent-encoded UTF-8 of at most 1,000 characters.",
    schema: { type: "string" },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description: "Makes a request that is sent twice happen once. For 24 hours the same key gets the first answer again, with `Idempotency-Replayed: true`; another request under it is refused.",
    schema: { type: "string", pattern: "^[!-~]{1,255}$" },
  },
  IfUnmodifiedSince: {
    name: "If-Unmodified-Since",
    in: "header",
    description: "Goes on only if the resource has not changed since this time (RFC 9110, 13.1.4). Without effect beside `If-Match`.",
    schema: { type: "string" },
  },
  RequiredIfMatch: {
    name: "If-Match",
    in: "header",
    required: true,
    description: "The ETag that the resource must still have, or `*` for any (RFC 9110, 13.1.1).",
    schema: { type: "string" },
  },
  RevertFields: {
    name: "fields",
    in: "query",
    description: "Which fields are taken from the other revision: `title,address.city`. All of them when it is missing.",
    style: "form",
    explode: false,
    schema: { type: "array", items: { type: "string" } },
  },
};
