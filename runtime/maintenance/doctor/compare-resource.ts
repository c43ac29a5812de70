import { equalJson } from "../../core/patch/equal-json.js";
import { modelOf } from "../../core/ids.js";
import type { DumpedReference, ResourceDump } from "../../stores/meta-archive.js";
import { revisionNumber } from "../../stores/revision-number.js";
import { BY_REPAIR, FROM_BACKUP, type Finding } from "./finding.js";

/** How a resource differs from what is derived of its revisions. */
export function compareResource(dump: ResourceDump, derived: ResourceDump): Finding[] {
  return [...compareMeta(dump, derived), ...compareReferences(dump, derived), ...compareUses(dump, derived)];
}

/** Revisions that are not there. Nothing else says what they were. */
export function checkNumbers({ meta, revisions }: ResourceDump): Finding[] {
  const { resourceId } = meta;
  const numbers = new Set(revisions.map(({ info }) => revisionNumber(info.value.revisionId)));
  const last = Math.max(meta.totalRevisionCount, ...numbers);
  const missing = Array.from({ length: last }, (_, at) => at + 1).filter((n) => !numbers.has(n));
  return missing.map((n) => ({
    kind: "missing-revision",
    severity: "error",
    model: modelOf(resourceId),
    resourceId,
    revisionId: `${resourceId}:${n}`,
    message: `Revision ${resourceId}:${n} is gone.`,
    advice: FROM_BACKUP,
    repairable: false,
  }));
}

function mendable(dump: ResourceDump, kind: Finding["kind"], message: string): Finding {
  const { resourceId } = dump.meta;
  return { kind, severity: "error", model: modelOf(resourceId), resourceId, message, advice: BY_REPAIR, repairable: true };
}

function compareMeta(dump: ResourceDump, derived: ResourceDump): Finding[] {
  const before: Readonly<Record<string, unknown>> = { ...dump.meta, etag: dump.etag };
  const after: Readonly<Record<string, unknown>> = { ...derived.meta, etag: derived.etag };
  const facts = Object.keys(after).filter((key) => key !== "indexedData" && before[key] !== after[key]);
  const { indexedData } = derived.meta;
  const indexed = Object.keys(indexedData).filter((path) => !equalJson(dump.meta.indexedData[path] ?? null, indexedData[path]));
  const wrong = [...facts, ...indexed.map((path) => `the indexed field ${path}`)];
  if (wrong.length === 0) return [];
  return [mendable(dump, "wrong-meta", `The meta of ${dump.meta.resourceId} is not what its revisions say: ${wrong.join(", ")}.`)];
}

function compareReferences(dump: ResourceDump, derived: ResourceDump): Finding[] {
  if (textOf(dump.references) === textOf(derived.references)) return [];
  return [mendable(dump, "wrong-references", `What is kept of the references of ${dump.meta.resourceId} is not what its data says.`)];
}

function textOf(references: readonly DumpedReference[]): string {
  return references.map(({ path, targetId, n, onDelete }) => JSON.stringify([path, targetId, n, onDelete])).toSorted().join();
}

function compareUses(dump: ResourceDump, derived: ResourceDump): Finding[] {
  return derived.revisions.flatMap(({ info, fileIds }, at) => {
    const more = fileIds.length - (dump.revisions[at]?.fileIds.length ?? 0);
    if (more === 0) return [];
    const { revisionId } = info.value;
    const message = `It is not noted that revision ${revisionId} names ${more} of its files: \`specstar gc\` would remove them.`;
    return [{ ...mendable(dump, "missing-blob-use", message), revisionId }];
  });
}
