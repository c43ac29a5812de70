import type { MigrationTarget } from "../migrations/migration-target.js";
import type { MessageQueue } from "../queues/message-queue.js";
import type { BlobStore } from "../stores/blob-store.js";
import type { RevisionStore } from "../stores/revision-store.js";
import type { MetaPart, Part } from "../stores/storage.js";

/** A back end in its parts, none of them open yet: what `planBackend` makes of a configuration. */
export interface BackendParts {
  readonly meta: CheckedPart<MetaPart> & {
    /** Whether only one process may write there at a time: then a check writes nothing, as a server may be at work. */
    readonly hasOneWriter: boolean;
  };
  readonly resource: CheckedPart<Part<RevisionStore> & { readonly migrations: MigrationTarget | null }>;
  readonly blob: CheckedPart<Part<BlobStore>>;
  /** Null where none is chosen. */
  readonly mq: CheckedPart<Part<MessageQueue>> | null;
  /** A text without the passwords and keys that may be in it. */
  hideSecrets(text: string): string;
}

export interface CheckedPart<Opened> {
  /** Where it is, in words. */
  readonly description: string;
  /** Whether what is there outlasts the process that put it. */
  readonly isDurable: boolean;
  open(): Promise<Opened>;
}
