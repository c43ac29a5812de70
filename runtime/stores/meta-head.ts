import type { ResourceMeta } from "../core/resource.js";

/** The meta's text up to its indexed data, which is last: in a database that has columns of its own, which a migration may add or take away. */
export function metaHead(meta: ResourceMeta): string {
  return `${JSON.stringify({ ...meta, indexedData: undefined }).slice(0, -1)},"indexedData":`;
}
