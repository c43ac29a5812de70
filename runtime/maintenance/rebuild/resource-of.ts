import type { OperationContext } from "../../core/context.js";
import type { ResourceMeta } from "../../core/resource.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { NewRevision } from "../../stores/meta-store.js";
import type { Storage } from "../../stores/storage.js";
import { deriveResource, detailsOf } from "../derive-resource.js";
import { readTexts } from "../payload-texts.js";

/** Envelopes are always read from the revision store. */
const APART = { keepsPayloads: false };

/**
 * A resource by its revisions, as a meta store keeps it.
 *
 * @param current the revision that is the current one.
 * @returns null when the current data can't be read.
 */
export async function resourceOf(storage: Storage, context: OperationContext, revisions: readonly NewRevision[], current: NewRevision): Promise<ResourceDump | null> {
  const { resourceId, revisionId, schemaVersion, createdTime, createdBy, updatedTime, updatedBy, op } = current.info.value;
  const facts = { resourceId, currentRevisionId: revisionId, schemaVersion, createdTime, createdBy, updatedTime, updatedBy };
  const meta: ResourceMeta = { ...facts, totalRevisionCount: revisions.length, isDeleted: op === "delete", indexedData: {} };
  const dump: ResourceDump = { meta, etag: "", revisions, references: [] };
  const texts = await readTexts({ meta: APART, revisions: storage.revisions }, [dump]);
  if (detailsOf(context, texts.get(current.payloadUid)) === undefined) return null;
  return deriveResource(context, dump, current, texts);
}
