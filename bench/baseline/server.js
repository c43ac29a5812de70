import { join } from "node:path";
import { issueData } from "../dataset.js";
import { measure } from "../server-process.js";
import { createApp } from "./app.js";
import { openDatabase } from "./issue-database.js";
import { issueBody } from "./issue-schema.js";
import { listen } from "./listen.js";
import { openIssueStore } from "./issue-store.js";

const CHUNK = 1000;
const fileIn = (/** @type {string} */ place) => join(place, "issues.db");
const anyRevision = { actor: "seed", isExpected: () => true };

measure({
  seed: async (place, counts) => {
    const db = openDatabase(fileIn(place));
    const issues = openIssueStore(db);
    /** @type {string[]} */
    const ids = [];
    const createChunk = db.transaction((/** @type {number} */ end) => {
      while (ids.length < end) ids.push(issues.create(issueBody.parse(issueData(ids.length)), "seed").issueId);
    });
    while (ids.length < counts.resources) createChunk(Math.min(ids.length + CHUNK, counts.resources));
    const addHistories = db.transaction(() => {
      for (let i = 0; i < counts.histories * (counts.revisions - 1); i++) {
        const id = ids[i % counts.histories] ?? "";
        issues.update(id, issueBody.parse({ ...issueData(i), title: `Revised ${i}` }), anyRevision);
      }
    });
    addHistories();
    db.close();
    return ids;
  },

  start: async (place) => {
    const db = openDatabase(fileIn(place));
    const { port, stop } = await listen(createApp(openIssueStore(db)));
    return { port, stop: async () => void (await stop(), db.close()) };
  },
});
