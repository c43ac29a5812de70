// A benchmark of wrong answers is worthless. Before a server is measured in a scenario, its answer to that request is read
// through, once.
import assert from "node:assert/strict";
import { HISTORY, issueData } from "./dataset.js";

/** @typedef {Record<string, unknown>} Fields */

/** @param {string} base @param {readonly string[]} ids */
export async function checkRead(base, ids) {
  const { etag, body } = await readIssue(base, ids.at(-1));
  assert.match(etag, /^"[^"]+"$/);
  assertData(body, issueData(ids.length - 1));
}

/** @param {string} base @param {readonly string[]} ids */
export async function checkConditional(base, ids) {
  const { etag } = await readIssue(base, ids[0]);
  const same = await readIfChanged(`${base}/issues/${ids[0]}`, etag);
  assert.equal(same.status, 304);
  assert.equal(same.headers.get("etag"), etag);
  const other = await readIfChanged(`${base}/issues/${ids[0]}`, '"no-such-tag"');
  assert.equal(other.status, 200);
  await other.arrayBuffer();
}

/** @param {string} base */
export async function checkList(base) {
  const answer = await fetch(`${base}/issues?status=open&sort=-updatedTime&limit=20`);
  assert.equal(answer.status, 200);
  const page = toFields(await answer.json());
  assert.equal(typeof page["nextCursor"], "string");
  const items = toItems(page);
  assert.equal(items.length, 20);
  for (const item of items) assert.equal(dataOf(item)["status"], "open");
  const times = items.map((item) => String(toFields(item["meta"] ?? item)["updatedTime"]));
  assert.deepEqual(times, times.toSorted().reverse());
}

/** @param {string} base @param {readonly string[]} ids */
export async function checkHistory(base, ids) {
  const answer = await fetch(`${base}/issues/${ids[0]}/revisions`);
  assert.equal(answer.status, 200);
  const ops = toItems(toFields(await answer.json())).map((item) => item["op"]);
  assert.deepEqual(ops, [...Array.from({ length: HISTORY.revisions - 1 }, () => "update"), "create"]);
}

/** @param {string} base @param {readonly string[]} ids */
export async function checkUpdate(base, ids) {
  const before = await readIssue(base, ids.at(-1));
  const data = { ...issueData(0), title: `Checked after ${before.etag}` };
  const answer = await send(`${base}/issues/${ids.at(-1)}`, "PUT", data);
  assert.equal(answer.status, 200);
  assert.notEqual(answer.headers.get("etag"), before.etag);
  const after = await readIssue(base, ids.at(-1));
  assert.equal(after.etag, answer.headers.get("etag"));
  assertData(after.body, data);
}

/** @param {string} base */
export async function checkCreate(base) {
  const answer = await send(`${base}/issues`, "POST", issueData(1));
  assert.equal(answer.status, 201);
  const id = answer.headers.get("location")?.replace("/issues/", "");
  assertData((await readIssue(base, id)).body, issueData(1));
}

/** @param {string} base @param {string | undefined} id */
async function readIssue(base, id) {
  const answer = await fetch(`${base}/issues/${id}`);
  assert.equal(answer.status, 200);
  return { etag: answer.headers.get("etag") ?? "", body: toFields(await answer.json()) };
}

/** @param {string} url @param {string} etag */
function readIfChanged(url, etag) {
  // Without a Cache-Control of its own, fetch adds `no-cache` here, which asks Express for the whole answer.
  return fetch(url, { headers: { "If-None-Match": etag, "Cache-Control": "max-age=0" } });
}

/** @param {string} url @param {string} method @param {unknown} body */
async function send(url, method, body) {
  const init = { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(url, init);
  await answer.arrayBuffer();
  return answer;
}

/** @param {Fields} body @param {Fields} data */
function assertData(body, data) {
  const answered = dataOf(body);
  assert.deepEqual(Object.fromEntries(Object.keys(data).map((name) => [name, answered[name]])), data);
}

/** The data in an answer that wraps it, or that is flat. @param {Fields} body */
const dataOf = (body) => toFields(body["data"] ?? body);

/** @param {Fields} page @returns {Fields[]} */
function toItems(page) {
  assert(Array.isArray(page["items"]));
  return page["items"].map(toFields);
}

/** @param {unknown} value @returns {Fields} */
function toFields(value) {
  assert(typeof value === "object" && value !== null);
  return /** @type {Fields} */ (value);
}
