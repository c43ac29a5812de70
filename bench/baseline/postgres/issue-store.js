import { nextRevision, notFound, parseCursor, requireLive, toEntry, toHistoryPage, toPage } from "../issue-answers.js";
import { SQL } from "../issue-sql.js";
import { compileList } from "../list-statement.js";
import { uuidV7 } from "../uuid-v7.js";
import { toStatement } from "./statement.js";

/** @typedef {import("../issue-schema.js").IssueData} IssueData */
/** @typedef {import("../issue-schema.js").ListParameters} ListParameters */
/** @typedef {import("../issue-schema.js").HistoryParameters} HistoryParameters */
/** @typedef {import("../issue-answers.js").Current} Current */
/** @typedef {import("../issue-answers.js").HistoryEntry} HistoryEntry */
/** @typedef {import("../issue-answers.js").Write} Write */
/** @typedef {import("pg").Pool | import("pg").PoolClient} Queryable */

/** @typedef {ReturnType<typeof openIssueStore>} IssueStore */

/**
 * The issues and their history in PostgreSQL: every write changes both in one transaction, on a connection of the pool.
 *
 * @param {import("pg").Pool} pool
 */
export function openIssueStore(pool) {
  return { ...createReads(pool), ...createWrites(pool) };
}

/** @param {import("pg").Pool} pool */
function createReads(pool) {
  /** @param {string} id */
  const currentRevision = async (id) => (await readCurrent(pool, id)).revision;

  /** @param {string} id */
  const get = async (id) => {
    const [issue] = await run(pool, SQL.issue, { id });
    if (issue !== undefined) return issue;
    await readCurrent(pool, id);
    throw notFound(id);
  };

  /** @param {ListParameters} parameters */
  const list = async (parameters) => {
    const after = parameters.cursor === undefined ? {} : parseCursor(parameters.cursor);
    return toPage(await run(pool, compileList(parameters), { ...parameters, ...after, limit: parameters.limit + 1 }), parameters);
  };

  /** @param {string} id @param {HistoryParameters} parameters */
  const listHistory = async (id, { limit, cursor = 2_147_483_647 }) => {
    const entries = await run(pool, SQL.history, { id, before: cursor, limit: limit + 1 });
    if (entries.length === 0) await readCurrent(pool, id);
    return toHistoryPage(entries, limit);
  };

  /** @param {string} id @param {number} revision */
  const getSnapshot = async (id, revision) => {
    const [row] = await run(pool, SQL.snapshot, { id, revision });
    if (row === undefined) throw notFound(`${id}:${revision}`);
    return row.snapshot;
  };

  return { currentRevision, get, list, listHistory, getSnapshot };
}

/** @param {import("pg").Pool} pool */
function createWrites(pool) {
  /** @param {IssueData} data @param {string} actor */
  const create = (data, actor) =>
    transact(pool, async (client) => {
      const entry = toEntry({ issueId: uuidV7(), revision: 1, op: "create", actor });
      await run(client, SQL.insert, { ...data, ...entry });
      await run(client, SQL.append, { ...entry, snapshot: JSON.stringify(data) });
      return entry;
    });

  /** @param {string} issueId @param {IssueData} data @param {Write} write */
  const update = (issueId, data, write) =>
    transact(pool, async (client) => {
      const revision = nextRevision(issueId, await readCurrent(client, issueId, " FOR UPDATE"), write);
      const entry = toEntry({ issueId, revision, op: "update", actor: write.actor });
      await run(client, SQL.update, { ...data, ...entry });
      await run(client, SQL.append, { ...entry, snapshot: JSON.stringify(data) });
      return entry;
    });

  /** @param {string} issueId @param {Write} write */
  const remove = (issueId, write) =>
    transact(pool, async (client) => {
      const revision = nextRevision(issueId, await readCurrent(client, issueId, " FOR UPDATE"), write);
      const entry = toEntry({ issueId, revision, op: "delete", actor: write.actor });
      await run(client, SQL.mark, { ...entry, isDeleted: 1 });
      await run(client, SQL.appendSame, entry);
      return entry;
    });

  return { create, update, delete: remove };
}

/** @param {Queryable} connection @param {string} id */
async function readCurrent(connection, id, lock = "") {
  const [current] = await run(connection, SQL.current + lock, { id });
  return requireLive(id, current);
}

/** @param {Queryable} connection @param {string} sql @param {object} parameters */
async function run(connection, sql, parameters) {
  return (await connection.query(toStatement(sql, parameters))).rows;
}

/**
 * @template Result
 * @param {import("pg").Pool} pool
 * @param {(client: import("pg").PoolClient) => Promise<Result>} work
 */
async function transact(pool, work) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
