import type { OperationContext } from "../../core/context.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Storage } from "../../stores/storage.js";

/** What a storage keeps of one resource; undefined when it isn't there. */
export async function readOne({ meta }: Storage, { index }: OperationContext, resourceId: string, payload: boolean): Promise<ResourceDump | undefined> {
  const [dump] = await meta.archive.dump(index, { after: before(resourceId), limit: 1, payload });
  return dump?.meta.resourceId === resourceId ? dump : undefined;
}

/** The greatest text below an id that no id is: the last character, one lower, and behind it what sorts after all that ids are made of. */
function before(id: string): string {
  const last = id.charCodeAt(id.length - 1);
  return `${id.slice(0, -1)}${String.fromCharCode(last - 1)}\u{10FFFF}`;
}
