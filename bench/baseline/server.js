import { join } from "node:path";
import { issueData } from "../dataset.js";
import { measure } from "../server-process.js";
import { createApp } from "./app.js";
import { openDatabase } from "./issue-database.js";
import { issueBody } from "./issue-schema.js";
import { openIssueStore } from "./issue-store.js";

const CHUNK = 1000;
const fileIn = (/** @type {string} */ dataDir) => join(dataDir, "issues.db");
const anyRevision = { actor: "seed", isExpected: () => true };

measure({
  seed: async (dataDir, counts) => {
    const db = openDatabase(fileIn(dataDir));
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

  start: async (dataDir) => {
    const db = openDatabase(fileIn(dataDir));
    const server = createApp(openIssueStore(db)).listen(0, "127.0.0.1");
    await new Promise((resolve, reject) => server.once("listening", resolve).once("error", reject));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    const stop = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      db.close();
    };
    return { port: address.port, stop };
  },
});
