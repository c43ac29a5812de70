import type { MessageQueue } from "../queues/message-queue.js";
import type { BlobStore } from "../stores/blob-store.js";
import type { MetaPart, Part } from "../stores/storage.js";
import type { BackendConfig, QueueConnection, StoreConnection, StoreRole } from "./backend-config.js";
import { isOneDatabase } from "./bindings.js";
import { openBlobs } from "./compose.js";
import { describeConnection } from "./describe-connection.js";
import { hideSecrets } from "./hide-secrets.js";
import { openQueue } from "./parts/open-queue.js";
import { openersOf } from "./parts/openers-of.js";
import type { RevisionPart } from "./parts/openers.js";
import { readBindings } from "./read-bindings.js";
import { connectionTypes } from "./types/index.js";

/** A back end in its parts, none of them open yet: for those who open each by itself, such as `checkBackend`. */
export interface BackendPlan {
  readonly meta: PlannedPart<MetaPart> & {
    /** Whether only one process may write there at a time. */
    readonly hasOneWriter: boolean;
  };
  readonly resource: PlannedPart<RevisionPart>;
  readonly blob: PlannedPart<Part<BlobStore>>;
  /** Null where none is chosen: workers look for jobs where the meta is. */
  readonly mq: PlannedPart<Part<MessageQueue>> | null;
  /** A text without the passwords and keys of the configuration. */
  hideSecrets(text: string): string;
}

export interface PlannedPart<Opened> {
  /** Where it is, in words. Holds no password and no key. */
  readonly description: string;
  /** Whether what is there outlasts the process that put it. */
  readonly isDurable: boolean;
  open(): Promise<Opened>;
}

/**
 * What a configuration describes, without opening it.
 *
 * @throws CONFIG_INVALID for every mistake in the configuration, with the JSON Pointer of each.
 */
export async function planBackend(config: string | BackendConfig): Promise<BackendPlan> {
  const bindings = await readBindings(config);
  const { meta, resource, blob, mq } = bindings;
  return {
    meta: {
      ...factsOf(meta, "meta"),
      hasOneWriter: meta.type === "s3",
      open: async () => {
        const { openMeta, openTogether } = await openersOf(meta);
        return isOneDatabase(bindings) && openTogether !== undefined ? (await openTogether()).meta : openMeta();
      },
    },
    resource: { ...factsOf(resource, "resource"), open: async () => (await openersOf(resource)).openRevisions() },
    blob: { ...factsOf(blob, "blob"), open: () => openBlobs(blob) },
    mq: mq === null ? null : await planQueue(mq),
    hideSecrets: (text) => hideSecrets(text, bindings),
  };
}

async function planQueue(mq: QueueConnection): Promise<PlannedPart<Part<MessageQueue>>> {
  const { description } = await openQueue(mq);
  const open = async (): Promise<Part<MessageQueue>> => {
    const store = await openQueue(mq);
    return { store, close: () => store.close() };
  };
  return { description, isDurable: connectionTypes[mq.type].isDurable, open };
}

function factsOf(connection: StoreConnection, role: StoreRole): Omit<PlannedPart<unknown>, "open"> {
  return { description: describeConnection(connection, role), isDurable: connectionTypes[connection.type].isDurable };
}
