import type { OperationContext } from "../../core/context.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Storage } from "../../stores/storage.js";
import { asWaiting } from "./as-waiting.js";

/** What a storage keeps of one resource; undefined when it isn't there. A job that runs is shown as one that waits. */
export async function readOne({ meta }: Storage, context: OperationContext, resourceId: string, payload: boolean): Promise<ResourceDump | undefined> {
  const [dump] = await meta.archive.dump(context.index, { after: before(resourceId), limit: 1, payload });
  return dump?.meta.resourceId === resourceId ? asWaiting(context, dump) : undefined;
}

/** What a storage keeps of resources, by their ids; those that are not there are left out. One read where they follow one another. */
export async function readMany(storage: Storage, context: OperationContext, resourceIds: readonly string[], payload: boolean): Promise<readonly ResourceDump[]> {
  const [first] = resourceIds;
  if (first === undefined) return [];
  const page = await storage.meta.archive.dump(context.index, { after: before(first), limit: resourceIds.length, payload });
  const found = new Map(page.map((dump) => [dump.meta.resourceId, asWaiting(context, dump)]));
  const dumps = await Promise.all(resourceIds.map((resourceId) => found.get(resourceId) ?? readOne(storage, context, resourceId, payload)));
  return dumps.flatMap((dump) => dump ?? []);
}

/** The greatest text below an id that no id is: the last character, one lower, and behind it what sorts after all that ids are made of. */
function before(id: string): string {
  const last = id.charCodeAt(id.length - 1);
  return `${id.slice(0, -1)}${String.fromCharCode(last - 1)}\u{10FFFF}`;
}
