/**
 * A server of issues in a process of its own, that is killed once a write is committed, before it is answered. Arguments: the folder
 * of its database. Prints its URL.
 */
import { createExpressApp, resourceRouter, serve } from "@specstar/runtime/express";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { IssueManager } from "../../../fixtures/issue/expected/generated/issue/issue.manager.js";

const [folder = "", openapi = ""] = process.argv.slice(2);
const storage = sqliteStorage(folder);
const commit = storage.meta.commit.bind(storage.meta);
storage.meta.commit = async (...args) => {
  const outcome = await commit(...args);
  process.kill(process.pid, "SIGKILL");
  return outcome;
};
const issues = new IssueManager(storage);
const app = createExpressApp({ managers: { issues }, routers: { issues: resourceRouter(issues, "/issues", ["create"]) }, openapi });
await serve(app, { storage, port: 0, onReady: (url) => process.stdout.write(`${url}\n`) });
