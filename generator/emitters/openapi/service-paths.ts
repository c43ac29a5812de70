import { TAG } from "./shared-headers.js";
import { htmlResponse, jsonResponse, sharedResponses } from "./shared-responses.js";
import { closedObject, refer, withExample, type Operation, type PathItem, type Response, type Responses } from "./types.js";

/** The paths that every server has beside those of its models. */
export function servicePaths(tag: string): Record<string, PathItem> {
  const path = (get: Omit<Operation, "tags">): PathItem => ({
    parameters: [refer("parameters", "RequestId")],
    get: { tags: [tag], ...get },
  });
  return {
    "/openapi.json": path({
      operationId: "readOpenapi",
      summary: "Read this document",
      description: "Gives the OpenAPI description of the server.",
      parameters: [refer("parameters", "IfNoneMatch")],
      responses: answers(jsonResponse("This document.", { schema: { type: "object" } }, TAG), [304, 405]),
    }),
    "/docs": path({
      operationId: "showDocs",
      summary: "Show the API reference",
      description: "Gives this document as a page for people, if the server has the package that shows it.",
      responses: answers(htmlResponse("The page."), [405, 501]),
    }),
    "/livez": path({
      operationId: "checkLiveness",
      summary: "Check that the server runs",
      description: "Answers as long as the process does.",
      responses: answers(health(), [405]),
    }),
    "/readyz": path({
      operationId: "checkReadiness",
      summary: "Check that the server is ready",
      description: "Answers when every store does and no migration is missing. A 503 names in its errors what does not hold.",
      responses: answers(readiness(), [405, 503]),
    }),
  };
}

function health(): Response {
  const schema = closedObject({ status: { type: "string", const: "ok" } });
  return jsonResponse("All is well.", withExample(schema, { status: "ok" }));
}

function readiness(): Response {
  const check = closedObject({ name: { type: "string" }, ok: { type: "boolean" }, ms: { type: "integer", minimum: 0 } });
  const schema = closedObject({ status: { type: "string", const: "ok" }, checks: { type: "array", items: check } });
  const checks = ["meta", "revisions", "blobs"].map((name) => ({ name, ok: true, ms: 1 }));
  return jsonResponse("All that the server needs is there.", withExample(schema, { status: "ok", checks }));
}

function answers(success: Response, others: readonly number[]): Responses {
  return { 200: success, ...sharedResponses(others) };
}
