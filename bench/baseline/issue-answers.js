import { HttpProblem } from "./http-problem.js";

/** @typedef {import("./issue-schema.js").IssueData} IssueData */
/** @typedef {import("./issue-schema.js").ListParameters} ListParameters */
/** @typedef {{ revision: number, isDeleted: number }} Current */
/** @typedef {{ id: string, revision: number, createdTime: string, updatedTime: string } & IssueData} Issue */
/** @typedef {{ issueId: string, revision: number, op: string, time: string, actor: string }} HistoryEntry */
/** @typedef {{ actor: string, isExpected: (revision: number) => boolean }} Write */

/** @param {Omit<HistoryEntry, "time">} facts @returns {HistoryEntry} */
export const toEntry = (facts) => ({ ...facts, time: new Date().toISOString() });

/** @param {string} id */
export const notFound = (id) => new HttpProblem(404, `There is no issue ${id}.`);

/** @param {string} id @param {Current | undefined} current @returns {Current} that of an issue which is there */
export function requireLive(id, current) {
  if (current === undefined) throw notFound(id);
  if (current.isDeleted === 1) throw new HttpProblem(410, `The issue ${id} is deleted.`);
  return current;
}

/** @param {string} id @param {Current} current @param {Write} write */
export function nextRevision(id, { revision }, write) {
  if (!write.isExpected(revision)) throw new HttpProblem(412, `The issue ${id} is at revision ${revision}.`);
  return revision + 1;
}

/** @param {string} cursor */
export function parseCursor(cursor) {
  try {
    const [afterTime, afterId] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (typeof afterTime === "string" && typeof afterId === "string") return { afterTime, afterId };
  } catch {
    // Falls through: whatever is wrong with it, it is no cursor.
  }
  throw new HttpProblem(400, "The cursor is not one of this list.");
}

/** @param {Issue[]} rows one more than the limit when there is a next page @param {ListParameters} parameters */
export function toPage(rows, { limit, sort }) {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  if (last === undefined) return { items, nextCursor: null };
  const time = sort.endsWith("createdTime") ? last.createdTime : last.updatedTime;
  return { items, nextCursor: Buffer.from(JSON.stringify([time, last.id])).toString("base64url") };
}

/** @param {HistoryEntry[]} entries one more than the limit when there is a next page @param {number} limit */
export function toHistoryPage(entries, limit) {
  return { items: entries.slice(0, limit), nextCursor: entries.length > limit ? `${entries[limit - 1]?.revision}` : null };
}
