// What is asked of both servers. The URLs and bodies are the same for both; an answer may be flat, or wrap its data.
import * as checks from "./checks.js";
import { HISTORY, issueData, LARGE, SMALL } from "./dataset.js";

/** @typedef {import("./load/wire.js").Request} Request */

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} title
 * @property {number} resources how many the database holds
 * @property {number} status of every answer
 * @property {(base: string, ids: readonly string[]) => Promise<void>} check throws when a server answers something else
 * @property {(base: string, ids: readonly string[]) => Promise<readonly Target[]>} readTargets what the requests choose from
 * @property {(target: Target, i: number) => Request} toRequest the `i`th request; `i` never repeats
 */
/** @typedef {{ id: string, etag?: string }} Target */

const LIST = "/issues?status=open&sort=-updatedTime&limit=20";

/** @param {string} _base @param {readonly string[]} ids */
const everyResource = async (_base, ids) => ids.map((id) => ({ id }));

/** @param {string} base @param {readonly string[]} ids */
async function readEtags(base, ids) {
  const targets = [];
  const step = Math.ceil(ids.length / 500);
  for (let i = 0; i < ids.length; i += step) {
    const id = ids[i] ?? "";
    const answer = await fetch(`${base}/issues/${id}`);
    await answer.arrayBuffer();
    targets.push({ id, etag: answer.headers.get("etag") ?? "" });
  }
  return targets;
}

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  {
    name: "read",
    title: "read one",
    resources: LARGE,
    status: 200,
    check: checks.checkRead,
    readTargets: everyResource,
    toRequest: ({ id }) => ({ method: "GET", path: `/issues/${id}` }),
  },
  {
    name: "conditional",
    title: "conditional read, 304",
    resources: LARGE,
    status: 304,
    check: checks.checkConditional,
    readTargets: readEtags,
    toRequest: ({ id, etag = "" }) => ({ method: "GET", path: `/issues/${id}`, headers: { "If-None-Match": etag } }),
  },
  {
    name: "list-1k",
    title: "list 20 of 1 k",
    resources: SMALL,
    status: 200,
    check: checks.checkList,
    readTargets: everyResource,
    toRequest: () => ({ method: "GET", path: LIST }),
  },
  {
    name: "list-100k",
    title: "list 20 of 100 k",
    resources: LARGE,
    status: 200,
    check: checks.checkList,
    readTargets: everyResource,
    toRequest: () => ({ method: "GET", path: LIST }),
  },
  {
    name: "history",
    title: `history, ${HISTORY.revisions} revisions`,
    resources: LARGE,
    status: 200,
    check: checks.checkHistory,
    readTargets: async (_base, ids) => ids.slice(0, HISTORY.histories).map((id) => ({ id })),
    toRequest: ({ id }) => ({ method: "GET", path: `/issues/${id}/revisions` }),
  },
  {
    name: "update",
    title: "update",
    resources: LARGE,
    status: 200,
    check: checks.checkUpdate,
    readTargets: everyResource,
    toRequest: ({ id }, i) => ({ method: "PUT", path: `/issues/${id}`, body: { ...issueData(i), title: `Changed ${i}` } }),
  },
  {
    name: "create",
    title: "create",
    resources: LARGE,
    status: 201,
    check: checks.checkCreate,
    readTargets: everyResource,
    toRequest: (_target, i) => ({ method: "POST", path: "/issues", body: issueData(i) }),
  },
];

/** @param {string} name @throws {Error} when there is none of that name */
export function findScenario(name) {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) {
    throw new Error(`No scenario "${name}": there are ${SCENARIOS.map((one) => one.name).join(", ")}.`);
  }
  return scenario;
}
