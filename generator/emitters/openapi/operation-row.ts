import type { ModelBodies } from "./model-bodies.js";
import { refer, type MediaType, type Responses } from "./types.js";

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
  /** What is answered when all is well, and whatever is the operation's own. */
  readonly answers: (bodies: ModelBodies) => Responses;
  /** Statuses of other answers. All operations have 400 beside them, and what may happen to any request. */
  readonly others: readonly number[];
}

/** What most operations have. */
export const plain = { parameters: [], filters: false, body: false } as const;

/** What a write takes beside a condition. */
export const REASONS = ["Reason", "ChangeReason"] as const;
/** The conditions of RFC 9110 on a write, on a read, and on a read of more than one state. */
export const WRITE_CONDITIONS = ["IfMatch", "IfNoneMatch", "IfUnmodifiedSince"] as const;
export const READ_CONDITIONS = ["IfMatch", "IfNoneMatch", "IfModifiedSince", "IfUnmodifiedSince"] as const;
export const TAG_CONDITIONS = ["IfMatch", "IfNoneMatch"] as const;

/** One answer that all models share. */
export function shared(status: number, name: string): () => Responses {
  return () => ({ [status]: refer("responses", name) });
}
