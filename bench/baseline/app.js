import express from "express";
import { answerProblem, parse } from "./http-problem.js";
import { historyParameters, issueBody, listParameters } from "./issue-schema.js";

/** @typedef {import("./issue-store.js").IssueStore | import("./postgres/issue-store.js").IssueStore} IssueStore */

/** @param {number} revision */
const etagOf = (revision) => `"${revision}"`;

/**
 * The precondition of a write (RFC 9110, 13.1.1).
 *
 * @param {import("express").Request} request
 */
function toWrite(request) {
  const header = request.headers["if-match"];
  const tags = header?.split(",").map((tag) => tag.trim());
  /** @param {number} revision */
  const isExpected = (revision) => tags === undefined || tags[0] === "*" || tags.includes(etagOf(revision));
  return { actor: "anonymous", isExpected };
}

/**
 * Issues with history over HTTP, written by hand on Express as it comes.
 *
 * @param {IssueStore} issues
 */
export function createApp(issues) {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag"); // The routes set their own; hashing every list would be for nothing.
  addReads(app, issues);
  addWrites(app, issues);
  app.use(answerProblem);
  return app;
}

/** @param {import("express").Express} app @param {IssueStore} issues */
function addReads(app, issues) {
  app.get("/issues", async (request, response) => {
    response.json(await issues.list(parse(listParameters, request.query, 400)));
  });

  app.get("/issues/:id", async (request, response) => {
    const { id } = request.params;
    if (request.headers["if-none-match"] !== undefined) {
      response.set("ETag", etagOf(await issues.currentRevision(id)));
      if (request.fresh) return void response.status(304).end();
    }
    const issue = await issues.get(id);
    response.set("ETag", etagOf(issue.revision)).json(issue);
  });

  app.get("/issues/:id/revisions", async (request, response) => {
    response.json(await issues.listHistory(request.params.id, parse(historyParameters, request.query, 400)));
  });

  app.get("/issues/:id/revisions/:n", async (request, response) => {
    const snapshot = await issues.getSnapshot(request.params.id, Number(request.params.n));
    response.type("json").send(snapshot);
  });
}

/** @param {import("express").Express} app @param {IssueStore} issues */
function addWrites(app, issues) {
  const readJson = express.json({ limit: "1mb" });

  app.post("/issues", readJson, async (request, response) => {
    const entry = await issues.create(parse(issueBody, request.body, 422), "anonymous");
    response.status(201).location(`/issues/${entry.issueId}`).set("ETag", etagOf(1)).json(entry);
  });

  app.put("/issues/:id", readJson, async (request, response) => {
    const entry = await issues.update(request.params.id, parse(issueBody, request.body, 422), toWrite(request));
    response.set("ETag", etagOf(entry.revision)).json(entry);
  });

  app.delete("/issues/:id", async (request, response) => {
    const entry = await issues.delete(request.params.id, toWrite(request));
    response.set("ETag", etagOf(entry.revision)).json(entry);
  });
}
