import type { OperationContext } from "../../core/context.js";
import { isSpecstarError } from "../../core/errors.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import { deriveResource, detailsOf, type Texts } from "../derive-resource.js";
import { PAGE, listPages, type ResourcePage } from "../list-resources.js";
import { readTexts } from "../payload-texts.js";
import { checkHistory } from "./check-history.js";
import { checkPayload } from "./check-payload.js";
import { checkReferences } from "./check-references.js";
import { checkNumbers, compareResource } from "./compare-resource.js";
import type { Examination } from "./examination.js";
import { FROM_BACKUP, keyOf, type Finding } from "./finding.js";
import { readUnended, withShownState } from "./job-state.js";

/** What was found of one resource, and what would mend it; null when that is nothing, or would be a guess. */
interface Examined {
  readonly dump: ResourceDump;
  readonly findings: readonly Finding[];
  readonly mended: ResourceDump | null;
}

/** What is looked up for a page of resources at once. */
interface Surroundings {
  /** The blobs that the data names and the blob store lacks. */
  readonly missing: ReadonlySet<string>;
  /** The resources whose jobs have not ended. */
  readonly unended: ReadonlySet<string>;
}

/** Looks at every resource of a model: its revisions, their data, and all that is derived from them. */
export async function* examineResources(examination: Examination, context: OperationContext): AsyncIterable<Finding> {
  const { archive, keepsPayloads } = examination.storage.meta;
  for await (const page of listPages(archive, context.index, keepsPayloads)) {
    const suspects = (await examinePage(examination, context, page.dumps)).filter(({ findings }) => findings.length > 0);
    if (suspects.length > 0) yield* lookAgain(examination, context, page, suspects);
    examination.count({ resources: page.dumps.length, revisions: page.dumps.reduce((sum, { revisions }) => sum + revisions.length, 0) });
  }
}

/** Tells what is still so a while later: whoever was at it then is done. */
async function* lookAgain(examination: Examination, context: OperationContext, { after }: ResourcePage, suspects: readonly Examined[]): AsyncIterable<Finding> {
  const { archive, keepsPayloads } = examination.storage.meta;
  await examination.settle();
  const ids = new Set(suspects.map(({ dump }) => dump.meta.resourceId));
  const first = new Set(suspects.flatMap(({ findings }) => findings.map(keyOf)));
  const page = await archive.dump(context.index, { after, limit: PAGE, payload: keepsPayloads });
  const again = await examinePage(examination, context, page.filter(({ meta }) => ids.has(meta.resourceId)));
  for (const examined of again) {
    const findings = examined.findings.filter((finding) => first.has(keyOf(finding)));
    if (findings.length > 0) yield* mend(examination, context, { ...examined, findings });
  }
}

async function* mend({ repair }: Examination, { meta, index }: OperationContext, { dump, findings, mended }: Examined): AsyncIterable<Finding> {
  const wanted = repair && mended !== null && findings.some(({ repairable }) => repairable);
  const state = { etag: dump.etag, totalRevisionCount: dump.meta.totalRevisionCount };
  const done = wanted ? await replaced(() => meta.archive.replace(index, mended, state)) : undefined;
  for (const finding of findings) {
    yield !wanted || !finding.repairable ? finding : { ...finding, repaired: done === true, ...(typeof done === "string" ? { advice: done } : {}) };
  }
}

/** Whether it was; or why it can't be. */
async function replaced(replace: () => Promise<boolean>): Promise<boolean | string> {
  try {
    return await replace();
  } catch (error) {
    if (!isSpecstarError(error, "UNIQUE_VIOLATION")) throw error;
    return `${error.message} Change or delete that one first.`;
  }
}

async function examinePage(examination: Examination, context: OperationContext, dumps: readonly ResourceDump[]): Promise<readonly Examined[]> {
  const texts = await readTexts(examination.storage, dumps);
  const missing = await missingBlobs(examination, context, texts);
  const unended = await readUnended(examination, context, dumps);
  return Promise.all(dumps.map((dump) => examineOne(context, dump, texts, { missing, unended })));
}

async function examineOne(context: OperationContext, dump: ResourceDump, texts: Texts, { missing, unended }: Surroundings): Promise<Examined> {
  const payloads = dump.revisions.flatMap((revision) => checkPayload(context.spec, revision, texts.get(revision.payloadUid) ?? { missing: true }));
  const gaps = checkNumbers(dump);
  const history = await checkHistory(context, dump);
  const blobs = findDangling(context, dump, texts, missing);
  const current = dump.revisions.find(({ info }) => info.value.revisionId === history.current);
  const before = [...payloads, ...gaps, ...history.findings, ...blobs];
  if (current === undefined || gaps.length > 0) return { dump, findings: before, mended: null };
  const asWritten = deriveResource(context, dump, current, texts);
  const derived = unended.has(dump.meta.resourceId) ? withShownState(asWritten, dump) : asWritten;
  const references = derived.meta.isDeleted ? [] : (detailsOf(context, texts.get(current.payloadUid))?.references ?? []);
  const broken = await checkReferences(context, derived.meta, references);
  const findings = [...before, ...compareResource(dump, derived), ...broken];
  return { dump, findings, mended: findings.some(({ repairable }) => repairable) ? derived : null };
}

/** Those blobs that the data names and the blob store lacks. */
async function missingBlobs({ storage }: Examination, context: OperationContext, texts: Texts): Promise<ReadonlySet<string>> {
  const named = new Set([...texts.values()].flatMap((found) => detailsOf(context, found)?.fileIds ?? []));
  const missing = new Set<string>();
  for (const fileId of named) if ((await storage.blobs.stat(fileId)) === undefined) missing.add(fileId);
  return missing;
}

function findDangling(context: OperationContext, { revisions }: ResourceDump, texts: Texts, missing: ReadonlySet<string>): Finding[] {
  const { model } = context;
  return revisions.flatMap(({ info, payloadUid }) => {
    const fileIds = missing.size === 0 ? [] : (detailsOf(context, texts.get(payloadUid))?.fileIds ?? []).filter((fileId) => missing.has(fileId));
    const { resourceId, revisionId } = info.value;
    return fileIds.map((fileId): Finding => {
      const message = `Revision ${revisionId} names the file ${fileId}, which the blob store doesn't have.`;
      const advice = `Put the same bytes again with \`POST /blobs\`: they get the same file id. ${FROM_BACKUP}`;
      return { kind: "dangling-blob", severity: "error", model, resourceId, revisionId, fileId, message, advice, repairable: false };
    });
  });
}
