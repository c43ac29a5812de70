import { NOT_SERVED } from "../not-served.js";
import type { ModelBodies } from "./model-bodies.js";
import { refer, type MediaType, type Reference, type Response } from "./types.js";

/** What a model is called in its operations. */
export interface Nouns {
  /** In names: `BlogPost`, `BlogPosts`. */
  readonly name: string;
  readonly names: string;
  /** In prose: `blog post`, `blog posts`. */
  readonly noun: string;
  readonly nouns: string;
}

/** What the document says of a handler, whatever the model. */
export interface OperationRow {
  readonly id: (nouns: Nouns) => string;
  readonly summary: (nouns: Nouns) => string;
  readonly description: string;
  /** Shared parameters beside those in the path. */
  readonly parameters: readonly string[];
  /** Whether the filters of the model are parameters as well. */
  readonly filters: boolean;
  /** Whether the body is the model's data. */
  readonly body: boolean;
  /** Any other body, by its media types. */
  readonly request?: Readonly<Record<string, MediaType>>;
  readonly status: 200 | 201 | 204;
  readonly response: (bodies: ModelBodies) => Response | Reference;
  /** Statuses of other answers. All operations have 400, 405, 500 and 503 beside them. */
  readonly others: readonly number[];
}

/** What most operations have. */
export const plain = { parameters: [], filters: false, body: false, status: 200 } as const;

/** What a write takes beside a condition. */
export const REASONS = ["Reason", "ChangeReason"] as const;
/** The conditions of RFC 9110 on a write, and those on a read. */
export const WRITE_CONDITIONS = ["IfMatch", "IfUnmodifiedSince"] as const;
export const READ_CONDITIONS = ["IfMatch", "IfNoneMatch", "IfModifiedSince", "IfUnmodifiedSince"] as const;

/** The answer of a write that may be a dry run. */
export const written = (): Reference => refer("responses", NOT_SERVED.has("ValidateOnly") ? "Revision" : "Written");
