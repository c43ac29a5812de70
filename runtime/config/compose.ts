import { SpecstarError } from "../core/errors.js";
import type { MessageQueue } from "../queues/message-queue.js";
import type { BlobStore } from "../stores/blob-store.js";
import { openAll, type PartOpeners } from "../stores/open-all.js";
import type { Part, Storage } from "../stores/storage.js";
import { isOneDatabase, type Bindings } from "./bindings.js";
import { combineMigrations } from "./combine-migrations.js";
import { describeBindings } from "./describe-connection.js";
import { openersOf } from "./parts/openers-of.js";
import { openQueue } from "./parts/open-queue.js";
import type { RevisionPart, Together } from "./parts/openers.js";

/** Opens every part and puts the storage together. */
export async function compose(bindings: Bindings): Promise<Storage> {
  // Nothing of a queue is open before it is used.
  const queue = bindings.mq === null ? null : await openQueue(bindings.mq);
  const { openTogether } = await openersOf(bindings.meta);
  const storage = isOneDatabase(bindings) && openTogether !== undefined ? await openOnto(await openTogether(), bindings) : await openApart(bindings);
  const description = describeBindings(bindings);
  return queue === null ? { ...storage, description } : withQueue({ ...storage, description }, queue);
}

/** The queue is closed first: what it still brings is in the stores. */
function withQueue(storage: Storage, queue: MessageQueue): Storage {
  const close = () => queue.close().finally(() => storage.close());
  return { ...storage, queue, description: `${storage.description}; jobs: ${queue.description}`, close };
}

/** Opens the part of the blobs alone. */
export async function openBlobs(connection: Bindings["blob"]): Promise<Part<BlobStore>> {
  const { openBlobs: open } = await openersOf(connection);
  if (open === undefined) throw new SpecstarError("NOT_SUPPORTED", `A connection of type ${connection.type} can't be used for blob.`);
  return open();
}

function openOnto({ meta, revisions }: Together, { blob }: Bindings): Promise<Storage> {
  return openAll({ meta: async () => meta, revisions: async () => revisions, blobs: () => openBlobs(blob) });
}

async function openApart({ meta, resource, blob }: Bindings): Promise<Storage> {
  let revisions: RevisionPart | undefined;
  const openers: PartOpeners = {
    meta: async () => (await openersOf(meta)).openMeta(),
    revisions: async () => (revisions = await (await openersOf(resource)).openRevisions()),
    blobs: () => openBlobs(blob),
  };
  const storage = await openAll(openers);
  return { ...storage, migrations: combineMigrations(storage.migrations, revisions?.migrations ?? null) };
}
