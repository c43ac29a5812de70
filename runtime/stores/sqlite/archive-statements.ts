import type { DumpedReference } from "../meta-archive.js";
import type { ModelIndex } from "../model-index.js";
import type { Database, Statement } from "./driver.js";
import type { MetaRow } from "./row.js";
import * as shared from "./shared-sql.js";
import * as sql from "./sql.js";

export type DumpedMetaRow = readonly [...MetaRow, resourceId: string];
export type DumpedRevisionRow = readonly [info: string, payloadUid: string, data?: string | null];

/** What one model's tables are dumped and emptied with. */
export interface ModelArchiveStatements {
  readonly listMeta: Statement<DumpedMetaRow>;
  readonly revisions: Statement<DumpedRevisionRow>;
  readonly revisionsWithData: Statement<DumpedRevisionRow>;
  readonly dropMeta: Statement;
}

/** The same for what all models share. */
export interface SharedArchiveStatements {
  readonly putPayload: Statement;
  readonly listReferences: Statement<DumpedReference>;
  readonly listBlobUses: Statement<readonly [payloadUid: string, fileId: string]>;
  readonly restoreChange: Statement;
  readonly forgetAuthorsBefore: Statement;
}

export function prepareModelArchive(db: Database, index: ModelIndex): ModelArchiveStatements {
  const revisions = (payload: boolean) => db.prepare<unknown[], DumpedRevisionRow>(sql.dumpRevisions(index, payload)).raw();
  return {
    listMeta: db.prepare<unknown[], DumpedMetaRow>(sql.listMeta(index)).raw(),
    revisions: revisions(false),
    revisionsWithData: revisions(true),
    dropMeta: db.prepare(sql.dropMeta(index)),
  };
}

export function prepareSharedArchive(db: Database): SharedArchiveStatements {
  return {
    putPayload: db.prepare(shared.putPayload),
    listReferences: db.prepare<unknown[], DumpedReference>(shared.listReferences),
    listBlobUses: db.prepare<unknown[], readonly [string, string]>(shared.listBlobUses).raw(),
    restoreChange: db.prepare(shared.restoreChange),
    forgetAuthorsBefore: db.prepare(shared.forgetAuthorsBefore),
  };
}
