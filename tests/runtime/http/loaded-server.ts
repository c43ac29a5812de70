/**
 * A server of issues in a process of its own, to be stopped while it is at work. Arguments: the folder of its database, its OpenAPI
 * document, how long it drains. Prints its URL.
 */
import { createExpressApp, resourceRouter, serve } from "@specstar/runtime/express";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { IssueManager } from "../../../fixtures/issue/expected/generated/issue/issue.manager.js";

const [folder = "", openapi = "", drain = "0"] = process.argv.slice(2);
const storage = sqliteStorage(folder);
const issues = new IssueManager(storage);
const app = createExpressApp({ managers: { issues }, routers: { issues: resourceRouter(issues, "/issues", ["create"]) }, openapi });
await serve(app, { storage, port: 0, timeouts: { drain: Number(drain) }, onReady: (url) => process.stdout.write(`${url}\n`) });
