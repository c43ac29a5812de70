import type { JobCounts, LogPiece } from "../job-table.js";
import type { ModelIndex } from "../model-index.js";
import type { Database, Statement } from "./driver.js";
import type { KeptJob } from "./job-row.js";
import * as sql from "./job-sql.js";

/** What the tables of jobs are read and written with. */
export interface JobStatements {
  readonly put: Statement;
  readonly add: Statement;
  readonly drop: Statement;
  readonly readToken: Statement<string | null>;
  readonly read: Statement<KeptJob>;
  readonly list: Statement<KeptJob>;
  readonly waiting: PriorityStatements;
  readonly unsent: PriorityStatements;
  readonly listUnheard: Statement<KeptJob>;
  readonly listLost: Statement<KeptJob>;
  readonly listLostUnsent: Statement<KeptJob>;
  readonly countHeld: Statement<readonly [concurrencyKey: string, count: number]>;
  readonly hold: Statement;
  readonly send: Statement;
  readonly noteSent: Statement;
  readonly readCancelled: Statement<0 | 1>;
  readonly renew: Statement;
  readonly release: Statement;
  readonly requestCancel: Statement;
  readonly count: Statement<JobCounts>;
  readonly appendLog: Statement;
  readonly readLog: Statement<LogPiece>;
  readonly dropLog: Statement;
}

/** Both take what is looked for; then one takes a priority to stay below, the other a priority and the latest time to start. */
export interface PriorityStatements {
  readonly next: Statement<number>;
  readonly list: Statement<KeptJob>;
}

export function prepareJobs(db: Database): JobStatements {
  const rows = (text: string) => db.prepare<unknown[], KeptJob>(text);
  const priority = (text: string) => db.prepare<unknown[], number>(text).pluck();
  return {
    put: db.prepare(sql.putRow),
    add: db.prepare(sql.addRow),
    drop: db.prepare(sql.dropRow),
    readToken: db.prepare<unknown[], string | null>(sql.readToken).pluck(),
    read: rows(sql.readRows),
    list: rows(sql.listRows),
    waiting: { next: priority(sql.nextWaiting), list: rows(sql.listWaiting) },
    unsent: { next: priority(sql.nextUnsent), list: rows(sql.listUnsent) },
    listUnheard: rows(sql.listUnheard),
    listLost: rows(sql.listLost),
    listLostUnsent: rows(sql.listLostUnsent),
    countHeld: db.prepare<unknown[], readonly [string, number]>(sql.countHeld).raw(),
    hold: db.prepare(sql.hold),
    send: db.prepare(sql.send),
    noteSent: db.prepare(sql.noteSent),
    readCancelled: db.prepare<unknown[], 0 | 1>(sql.readCancelled).pluck(),
    renew: db.prepare(sql.renew),
    release: db.prepare(sql.release),
    requestCancel: db.prepare(sql.requestCancel),
    count: db.prepare<unknown[], JobCounts>(sql.countRows),
    appendLog: db.prepare(sql.appendLog),
    readLog: db.prepare<unknown[], LogPiece>(sql.readLog),
    dropLog: db.prepare(sql.dropLog),
  };
}

/** Null for a model whose state is not searched by. */
export function prepareShowState(db: Database, index: ModelIndex): Statement | null {
  const text = sql.showState(index);
  return text === undefined ? null : db.prepare(text);
}
