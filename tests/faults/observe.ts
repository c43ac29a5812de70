import { text } from "node:stream/consumers";
import { isSpecstarError, type Change, type ResourceManager, type RevisionInfo } from "@specstar/runtime";
import type { Life, Seen, Snapshot } from "./life.js";
import type { World } from "./world.js";

interface Named {
  readonly title?: string;
  readonly name?: string;
  readonly scan?: { readonly fileId: string } | null;
}

type Manager = Pick<ResourceManager<Named, never, never>, "get" | "getMeta" | "listRevisions">;

/** Everything that can be read of a life. */
export async function observe(world: World, id: string, log: Log): Promise<Life> {
  const { papers, keepers } = world.managers;
  const [paper, keeper] = [await look(world, papers, `paper:${id}`), await look(world, keepers, `keeper:${id}`)];
  return { paper: { ...paper, changes: log.get(`paper:${id}`) ?? [] }, keeper: { ...keeper, changes: log.get(`keeper:${id}`) ?? [] } };
}

async function look(world: World, manager: Manager, resourceId: string): Promise<Omit<Seen, "changes">> {
  const infos = await historyOf(manager, resourceId);
  if (infos.length === 0) return { revisions: [], current: null, isDeleted: false };
  const meta = await manager.getMeta(resourceId, { includeDeleted: true });
  const revisions: Snapshot[] = [];
  for (const [at, info] of infos.entries()) revisions.push(await snapshot(world, manager, info, at + 1));
  const current = Number(meta.currentRevisionId.slice(resourceId.length + 1));
  const { data } = await manager.get(resourceId, { includeDeleted: true });
  const indexed = meta.indexedData["title"] ?? meta.indexedData["name"];
  const said = { count: meta.totalRevisionCount, data: nameIn(data), indexed };
  const held = { count: infos.length, data: `${idOf(resourceId)} ${revisions[current - 1]?.text}`, indexed: nameIn(data) };
  if (JSON.stringify(said) !== JSON.stringify(held)) throw new Error(`The meta of ${resourceId} says ${JSON.stringify(said)}, and there is ${JSON.stringify(held)}.`);
  return { revisions, current, isDeleted: meta.isDeleted };
}

/** Oldest first; none when there is no such resource. */
async function historyOf(manager: Manager, resourceId: string): Promise<readonly RevisionInfo[]> {
  try {
    return (await manager.listRevisions(resourceId, { limit: 1000 })).items.toReversed();
  } catch (error) {
    if (isSpecstarError(error, "RESOURCE_NOT_FOUND")) return [];
    throw error;
  }
}

async function snapshot({ storage }: World, manager: Manager, { resourceId, revisionId, op, status }: RevisionInfo, n: number): Promise<Snapshot> {
  if (revisionId !== `${resourceId}:${n}`) throw new Error(`The history of ${resourceId} has ${revisionId} in the place of number ${n}.`);
  const { data } = await manager.get(resourceId, { revisionId: n });
  const scan = data.scan ?? null;
  const bytes = scan === null ? undefined : await storage.blobs.read(scan.fileId);
  if (scan !== null && bytes === undefined) throw new Error(`The file of ${revisionId} is gone.`);
  const file = bytes === undefined ? null : (await text(bytes)).replace(`${idOf(resourceId)} `, "");
  return { op, status, text: String(nameIn(data)).slice(idOf(resourceId).length + 1), file };
}

const idOf = (resourceId: string) => resourceId.slice(resourceId.indexOf(":") + 1);
const nameIn = ({ title, name }: Named) => title ?? name;

/** What the change log tells of each resource. */
export type Log = ReadonlyMap<string, readonly string[]>;

/** All of it. @throws Error when it is out of order. */
export async function readLog({ storage }: World): Promise<Log> {
  const log = new Map<string, string[]>();
  for (let since = 0; ; ) {
    const page: readonly Change[] = await storage.meta.listChanges({ since, limit: 1000 });
    for (const { seq, resourceId, op, revisionId } of page) {
      if (seq <= since) throw new Error(`The change log has ${seq} after ${since}.`);
      since = seq;
      const told = log.get(resourceId) ?? [];
      log.set(resourceId, [...told, `${op} ${revisionId.slice(resourceId.length + 1)}`]);
    }
    if (page.length < 1000) return log;
  }
}
