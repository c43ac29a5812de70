import { equalJson } from "../../core/patch/equal-json.js";
import type { ResourceDump } from "../../stores/meta-archive.js";

/** Whether two stores keep the same of a resource, but for the data itself. */
export function isSame(a: ResourceDump, b: ResourceDump): boolean {
  return equalJson(plain(a), plain(b));
}

function plain({ meta, etag, revisions, references }: ResourceDump): unknown {
  return {
    meta,
    etag,
    revisions: revisions.map(({ info, payloadUid, fileIds }) => ({ info: info.value, payloadUid, fileIds: fileIds.toSorted() })),
    references: references.map(({ path, targetId, n, onDelete }) => JSON.stringify([path, targetId, n, onDelete])).toSorted(),
  };
}
