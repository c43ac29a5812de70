import type { ModelIndex } from "../stores/model-index.js";
import type { MetaArchive, ResourceDump } from "../stores/meta-archive.js";

/** How many whole resources are held at once: with all of their revisions, so that it must be few. */
export const PAGE = 50;

/** A page of resources, and where it began. */
export interface ResourcePage {
  readonly after: string | null;
  readonly dumps: readonly ResourceDump[];
}

/** All resources of a model by their ids, page by page. */
export async function* listPages(archive: MetaArchive, index: ModelIndex, payload: boolean): AsyncIterable<ResourcePage> {
  for (let after: string | null = null; ; ) {
    const dumps: readonly ResourceDump[] = await archive.dump(index, { after, limit: PAGE, payload });
    if (dumps.length > 0) yield { after, dumps };
    if (dumps.length < PAGE) return;
    after = dumps.at(-1)?.meta.resourceId ?? null;
  }
}
