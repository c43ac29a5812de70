import { nextRevision, notFound, parseCursor, requireLive, toEntry, toHistoryPage, toPage } from "./issue-answers.js";
import { prepareStatements } from "./issue-database.js";
import { compileList } from "./list-statement.js";
import { uuidV7 } from "./uuid-v7.js";

/** @typedef {import("./issue-schema.js").IssueData} IssueData */
/** @typedef {import("./issue-schema.js").ListParameters} ListParameters */
/** @typedef {import("./issue-schema.js").HistoryParameters} HistoryParameters */
/** @typedef {import("./issue-database.js").Statements} Statements */
/** @typedef {import("./issue-answers.js").Current} Current */
/** @typedef {import("./issue-answers.js").Issue} Issue */
/** @typedef {import("./issue-answers.js").HistoryEntry} HistoryEntry */
/** @typedef {import("./issue-answers.js").Write} Write */

/** @typedef {ReturnType<typeof openIssueStore>} IssueStore */

/**
 * The issues and their history: every write changes both in one transaction, each on disk before it returns.
 *
 * @param {import("better-sqlite3").Database} db
 */
export function openIssueStore(db) {
  const statements = prepareStatements(db);
  return { ...createReads(db, statements), ...createWrites(db, statements) };
}

/**
 * @param {import("better-sqlite3").Database} db
 * @param {Statements} statements
 */
function createReads(db, statements) {
  /** @type {Map<string, import("better-sqlite3").Statement>} */
  const lists = new Map();

  /** @param {string} id */
  const currentRevision = (id) => readCurrent(statements, id).revision;

  /** @param {string} id */
  const get = (id) => {
    const issue = /** @type {Issue | undefined} */ (statements.issue.get({ id }));
    return issue ?? explainMiss(statements, id);
  };

  /** @param {ListParameters} parameters */
  const list = (parameters) => {
    const sql = compileList(parameters);
    const statement = lists.get(sql) ?? db.prepare(sql);
    lists.set(sql, statement);
    const after = parameters.cursor === undefined ? {} : parseCursor(parameters.cursor);
    const rows = statement.all({ ...parameters, ...after, limit: parameters.limit + 1 });
    return toPage(/** @type {Issue[]} */ (rows), parameters);
  };

  /** @param {string} id @param {HistoryParameters} parameters */
  const listHistory = (id, { limit, cursor = Number.MAX_SAFE_INTEGER }) => {
    const entries = /** @type {HistoryEntry[]} */ (statements.history.all({ id, before: cursor, limit: limit + 1 }));
    if (entries.length === 0 && statements.current.get({ id }) === undefined) throw notFound(id);
    return toHistoryPage(entries, limit);
  };

  /** @param {string} id @param {number} revision @returns {string} the snapshot as JSON text */
  const getSnapshot = (id, revision) => {
    const snapshot = /** @type {string | undefined} */ (statements.snapshot.get({ id, revision }));
    if (snapshot === undefined) throw notFound(`${id}:${revision}`);
    return snapshot;
  };

  return { currentRevision, get, list, listHistory, getSnapshot };
}

/**
 * @param {import("better-sqlite3").Database} db
 * @param {Statements} statements
 */
function createWrites(db, statements) {
  const create = db.transaction((/** @type {IssueData} */ data, /** @type {string} */ actor) => {
    const entry = toEntry({ issueId: uuidV7(), revision: 1, op: "create", actor });
    statements.insert.run({ ...data, ...entry });
    statements.append.run({ ...entry, snapshot: JSON.stringify(data) });
    return entry;
  }).immediate;

  const update = db.transaction((/** @type {string} */ issueId, /** @type {IssueData} */ data, /** @type {Write} */ write) => {
    const revision = nextRevision(issueId, readCurrent(statements, issueId), write);
    const entry = toEntry({ issueId, revision, op: "update", actor: write.actor });
    statements.update.run({ ...data, ...entry });
    statements.append.run({ ...entry, snapshot: JSON.stringify(data) });
    return entry;
  }).immediate;

  const remove = db.transaction((/** @type {string} */ issueId, /** @type {Write} */ write) => {
    const revision = nextRevision(issueId, readCurrent(statements, issueId), write);
    const entry = toEntry({ issueId, revision, op: "delete", actor: write.actor });
    statements.mark.run({ ...entry, isDeleted: 1 });
    statements.appendSame.run(entry);
    return entry;
  }).immediate;

  return { create, update, delete: remove };
}

/** @param {Statements} statements @param {string} id @returns {never} */
function explainMiss(statements, id) {
  readCurrent(statements, id);
  throw notFound(id);
}

/** @param {Statements} statements @param {string} id @returns {Current} */
function readCurrent(statements, id) {
  return requireLive(id, /** @type {Current | undefined} */ (statements.current.get({ id })));
}
