import type { OperationContext } from "../../core/context.js";
import { compareValues } from "../../query/compare.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Storage } from "../../stores/storage.js";
import { listPages } from "../list-resources.js";
import { asWaiting } from "./as-waiting.js";

/** What two storages keep of one resource; undefined where one doesn't have it. */
export interface ResourcePair {
  readonly resourceId: string;
  readonly source: ResourceDump | undefined;
  readonly target: ResourceDump | undefined;
}

/** The resources of a model in two storages side by side, by their ids, jobs that run as waiting. Without data; holds a page of each. */
export async function* pairResources(from: Storage, to: Storage, context: OperationContext): AsyncIterable<ResourcePair> {
  const [sources, targets] = [each(from, context), each(to, context)];
  let [source, target] = [await next(sources), await next(targets)];
  while (source !== undefined || target !== undefined) {
    const order = source === undefined ? 1 : target === undefined ? -1 : compareValues(source.meta.resourceId, target.meta.resourceId);
    const resourceId = (order <= 0 ? source : target)?.meta.resourceId ?? "";
    yield { resourceId, source: order <= 0 ? source : undefined, target: order >= 0 ? target : undefined };
    if (order <= 0) source = await next(sources);
    if (order >= 0) target = await next(targets);
  }
}

async function* each({ meta }: Storage, context: OperationContext): AsyncGenerator<ResourceDump> {
  for await (const { dumps } of listPages(meta.archive, context.index, false)) yield* dumps.map((dump) => asWaiting(context, dump));
}

async function next(dumps: AsyncGenerator<ResourceDump>): Promise<ResourceDump | undefined> {
  const { done, value } = await dumps.next();
  return done === true ? undefined : value;
}
