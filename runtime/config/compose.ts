import { SpecstarError } from "../core/errors.js";
import { combineStorage, type MetaPart, type Part, type Storage } from "../stores/storage.js";
import type { BlobStore } from "../stores/blob-store.js";
import type { RevisionStore } from "../stores/revision-store.js";
import { isOneDatabase, type Bindings } from "./bindings.js";
import { combineMigrations } from "./combine-migrations.js";
import { describeBindings } from "./describe-connection.js";
import { openersOf } from "./parts/openers-of.js";

/** Opens every part and puts the storage together. When one can't be opened, those before it are closed again. */
export async function compose(bindings: Bindings): Promise<Storage> {
  const opened: Part<unknown>[] = [];
  const keep = <Opened extends Part<unknown>>(part: Opened): Opened => {
    opened.unshift(part);
    return part;
  };
  try {
    const { meta, revisions } = await openMetaAndRevisions(bindings, keep);
    const blobs = keep(await openBlobs(bindings.blob));
    return { ...combineStorage(meta, revisions, blobs), description: describeBindings(bindings) };
  } catch (error) {
    // The first failure is the one to tell of.
    for (const part of opened) await part.close().catch(() => undefined);
    throw error;
  }
}

type Keep = <Opened extends Part<unknown>>(part: Opened) => Opened;

async function openMetaAndRevisions(bindings: Bindings, keep: Keep): Promise<{ meta: MetaPart; revisions: Part<RevisionStore> }> {
  const { openMeta, openTogether } = await openersOf(bindings.meta);
  if (isOneDatabase(bindings) && openTogether !== undefined) {
    const { meta, revisions } = await openTogether();
    return { meta: keep(meta), revisions: keep(revisions) };
  }
  const meta = keep(await openMeta());
  const revisions = keep(await (await openersOf(bindings.resource)).openRevisions());
  return { meta: { ...meta, migrations: combineMigrations(meta.migrations, revisions.migrations) }, revisions };
}

/** Opens the part of the blobs alone. */
export async function openBlobs(connection: Bindings["blob"]): Promise<Part<BlobStore>> {
  const { openBlobs: open } = await openersOf(connection);
  if (open === undefined) throw new SpecstarError("NOT_SUPPORTED", `A connection of type ${connection.type} can't be used for blob.`);
  return open();
}
