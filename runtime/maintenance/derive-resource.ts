import type { DataDetails, OperationContext } from "../core/context.js";
import { etagWhenCurrent } from "../core/etag.js";
import type { ResourceMeta } from "../core/resource.js";
import type { DumpedReference, ResourceDump } from "../stores/meta-archive.js";
import type { NewRevision, Reference } from "../stores/meta-store.js";
import type { FoundText } from "./payload-texts.js";

/** The data of revisions by the uids of their payloads. */
export type Texts = ReadonlyMap<string, FoundText>;

/**
 * A resource whose meta, references and uses of blobs are what its revisions and their data say. The pointer and the times of the last
 * change are the meta's own, and so is all that data would say that can't be read.
 *
 * @param current the revision that is the current one.
 */
export function deriveResource(context: OperationContext, dump: ResourceDump, current: NewRevision, texts: Texts): ResourceDump {
  const { revisionId, schemaVersion, op } = current.info.value;
  const { createdTime, createdBy } = dump.revisions[0]?.info.value ?? dump.meta;
  const details = detailsOf(context, texts.get(current.payloadUid));
  const isDeleted = op === "delete";
  const meta: ResourceMeta = {
    ...dump.meta,
    currentRevisionId: revisionId,
    schemaVersion,
    totalRevisionCount: dump.revisions.length,
    createdTime,
    createdBy,
    isDeleted,
    indexedData: details?.indexedData ?? dump.meta.indexedData,
  };
  const named = details === undefined ? dump.references : (details.references ?? []).map(toDumped);
  const etag = etagWhenCurrent({ revision: current.info, payloadUid: current.payloadUid });
  return { meta, etag, references: isDeleted ? [] : named, revisions: withUses(context, dump.revisions, texts) };
}

/** What the data says; undefined when it can't be read. */
export function detailsOf(context: OperationContext, found: FoundText | undefined): DataDetails | undefined {
  if (found === undefined || !("text" in found)) return undefined;
  try {
    return context.detailsOf(found.text);
  } catch {
    return undefined;
  }
}

function toDumped({ path, target, onDelete }: Reference): DumpedReference {
  return { path, targetId: target.resourceId, n: target.n, onDelete };
}

/**
 * With the blobs that the data names, at the first revision of those that share a payload. What is noted beyond stays: a model of an
 * older shape may have known of it, and a blob too many costs room where one too few is lost.
 */
function withUses(context: OperationContext, revisions: readonly NewRevision[], texts: Texts): NewRevision[] {
  const seen = new Set<string>();
  return revisions.map(({ info, payloadUid, data, fileIds }) => {
    const isFirst = !seen.has(payloadUid);
    seen.add(payloadUid);
    const named = isFirst ? (detailsOf(context, texts.get(payloadUid))?.fileIds ?? []) : [];
    return { info, payloadUid, data, fileIds: [...new Set([...fileIds, ...named])] };
  });
}
