import { readFileSync } from "node:fs";
import pg from "pg";
import { issueData } from "../../dataset.js";
import { measure } from "../../server-process.js";
import { createApp } from "../app.js";
import { issueBody } from "../issue-schema.js";
import { listen } from "../listen.js";
import { openIssueStore } from "./issue-store.js";

const CHUNK = 100;
const anyRevision = { actor: "seed", isExpected: () => true };
const openPool = (/** @type {string} */ connectionString) => new pg.Pool({ connectionString, max: 10 });

measure({
  seed: async (dsn, { resources, histories, revisions }) => {
    const pool = openPool(dsn);
    await pool.query(readFileSync(new URL("../schema.sql", import.meta.url), "utf8"));
    const issues = openIssueStore(pool);
    /** @type {string[]} */
    const ids = [];
    await inChunks(resources, async (i) => void (ids[i] = (await issues.create(issueBody.parse(issueData(i)), "seed")).issueId));
    for (let n = 0; n < revisions - 1; n++) {
      const revise = (/** @type {number} */ i) => issues.update(ids[i] ?? "", issueBody.parse({ ...issueData(i), title: `Revised ${n}` }), anyRevision);
      await inChunks(histories, revise);
    }
    await pool.end();
    return ids;
  },

  start: async (dsn) => {
    const pool = openPool(dsn);
    const { port, stop } = await listen(createApp(openIssueStore(pool)));
    return { port, stop: async () => void (await stop(), await pool.end()) };
  },
});

/** @param {number} count @param {(i: number) => Promise<unknown>} write */
async function inChunks(count, write) {
  for (let start = 0; start < count; start += CHUNK) {
    const size = Math.min(CHUNK, count - start);
    await Promise.all(Array.from({ length: size }, (_, i) => write(start + i)));
  }
}
