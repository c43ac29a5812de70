import type { JobTable } from "../../job-table.js";
import type { MetaArchive } from "../../meta-archive.js";
import type { MetaStore } from "../../meta-store.js";

/**
 * One store of two: what writes goes to one, what reads to the other. They are two connections to one database, and the second
 * doesn't see what the first has not committed.
 */
export function joinStores(writes: MetaStore, reads: MetaStore, ping: () => Promise<void>): MetaStore {
  return {
    keepsPayloads: writes.keepsPayloads,
    receipts: writes.receipts,
    jobs: joinJobs(writes.jobs, reads.jobs),
    archive: joinArchives(writes.archive, reads.archive),
    commit: (unit, options) => writes.commit(unit, options),
    readMeta: (...place) => reads.readMeta(...place),
    readRevision: (...place) => reads.readRevision(...place),
    listRevisions: (...place) => reads.listRevisions(...place),
    search: (...query) => reads.search(...query),
    count: (...query) => reads.count(...query),
    listChanges: (page) => reads.listChanges(page),
    listChangeset: (changesetId) => reads.listChangeset(changesetId),
    readChangeAt: (...place) => reads.readChangeAt(...place),
    readChangeBefore: (...place) => reads.readChangeBefore(...place),
    readHoldings: (...place) => reads.readHoldings(...place),
    listReferrers: (...place) => reads.listReferrers(...place),
    listUnused: (fileIds) => reads.listUnused(fileIds),
    ping,
  };
}

function joinArchives(writes: MetaArchive, reads: MetaArchive): MetaArchive {
  return {
    dump: (index, page) => reads.dump(index, page),
    restore: (index, dumps) => writes.restore(index, dumps),
    replace: (index, dump, expected) => writes.replace(index, dump, expected),
    drop: (index, resourceIds) => writes.drop(index, resourceIds),
    restoreChanges: (changes) => writes.restoreChanges(changes),
  };
}

function joinJobs(writes: JobTable, reads: JobTable): JobTable {
  return {
    claim: (index, request) => writes.claim(index, request),
    renew: (renewals) => writes.renew(renewals),
    release: (index, release) => writes.release(index, release),
    requestCancel: (resourceId) => writes.requestCancel(resourceId),
    read: (resourceIds) => reads.read(resourceIds),
    list: (index, page) => reads.list(index, page),
    takeUnsent: (index, request) => writes.takeUnsent(index, request),
    noteSent: (...sent) => writes.noteSent(...sent),
    restore: (index, rows) => writes.restore(index, rows),
    drop: (resourceIds) => writes.drop(resourceIds),
    count: (index, now) => reads.count(index, now),
    appendLog: (...line) => writes.appendLog(...line),
    readLog: (resourceId, page) => reads.readLog(resourceId, page),
    dropLog: (resourceId) => writes.dropLog(resourceId),
  };
}
