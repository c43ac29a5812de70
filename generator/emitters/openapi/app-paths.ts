import type { OpenapiConfig } from "../../config.js";
import type { Constant } from "../../ir/model.js";
import { sharedResponses } from "./shared-responses.js";
import { refer, withExample, type MediaType, type Operation, type PathItem } from "./types.js";

interface AppOperation {
  readonly path: string;
  readonly method: "get" | "post";
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly string[];
  readonly request?: Readonly<Record<string, MediaType>>;
  readonly status: 200 | 201;
  /** The component of the answer. */
  readonly response: string;
  /** Statuses of other answers. All operations have 400 beside them, and what may happen to any request. */
  readonly others: readonly number[];
}

const WRITE = ["Reason", "ChangeReason", "IdempotencyKey"];

/** What concerns all models at once, by the names of the operations. */
const APP_OPERATIONS: Readonly<Record<string, AppOperation>> = {
  uploadBlob: {
    path: "/blobs",
    method: "post",
    summary: "Upload a blob",
    description: "Stores the bytes of the body. The answer is what a field of a resource takes; what no resource has is removed after a time.",
    parameters: ["FileName", "IdempotencyKey"],
    request: { "*/*": { schema: {} } },
    status: 201,
    response: "Uploaded",
    others: [413, 415],
  },
  startDirectUpload: {
    path: "/blobs/direct",
    method: "post",
    summary: "Start an upload to where blobs lie",
    description: "Tells where to bring bytes of a known size and SHA-256. What is brought is no blob until the upload is finished.",
    parameters: [],
    request: jsonBody("DirectUploadBody", { fileId: "0".repeat(64), size: 1024 }),
    status: 201,
    response: "UploadStarted",
    others: [413, 415, 422, 501],
  },
  finishDirectUpload: {
    path: "/blobs/direct/{uploadId}/finish",
    method: "post",
    summary: "Finish an upload to where blobs lie",
    description: "Checks what was brought and makes a blob of it. The answer is what a field of a resource takes.",
    parameters: ["IdempotencyKey"],
    request: jsonBody("FinishUploadBody", { fileId: "0".repeat(64), size: 1024, contentType: "image/png" }),
    status: 201,
    response: "Uploaded",
    others: [404, 413, 415, 501],
  },
  runBatch: {
    path: "/batch",
    method: "post",
    summary: "Write many resources at once",
    description: "Does everything or nothing, whatever the models. Each operation may rely on those before it.",
    parameters: WRITE,
    request: jsonBody("BatchBody", { operations: [{ op: "delete", model: "issue", id: "issue:0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1e" }] }),
    status: 200,
    response: "BatchDone",
    others: [404, 409, 410, 412, 413, 415, 422, 428],
  },
  listChanges: {
    path: "/changes",
    method: "get",
    summary: "Follow the changes of all resources",
    description: "Gives the change log from a point on, the oldest change first.",
    parameters: ["SinceSeq", "Limit"],
    status: 200,
    response: "Changes",
    others: [501],
  },
  getChangeset: {
    path: "/changesets/{changesetId}",
    method: "get",
    summary: "Read the changes that were made together",
    description: "Gives the changes of a batch or a bulk write, or of a delete with all that it led to.",
    parameters: [],
    status: 200,
    response: "Changeset",
    others: [404],
  },
  revertChangeset: {
    path: "/changesets/{changesetId}/revert",
    method: "post",
    summary: "Undo the changes that were made together",
    description: "Brings all resources back to how they were before, by new revisions, or none of them when one has changed since.",
    parameters: WRITE,
    status: 200,
    response: "BatchDone",
    others: [404, 409, 410, 422],
  },
};

/** The components of what stands in a path. */
const PATH_PARAMETERS: Readonly<Record<string, string>> = { "{changesetId}": "ChangesetId", "{uploadId}": "UploadId" };

/** The paths of what concerns all models at once. */
export function appPaths(tag: string, { security = {} }: OpenapiConfig): Record<string, PathItem> {
  const schemes = Object.keys(security);
  return Object.fromEntries(Object.entries(APP_OPERATIONS).map(([operationId, row]) => [row.path, pathItem({ operationId, tag, schemes }, row)]));
}

function jsonBody(schema: string, example: Constant): Readonly<Record<string, MediaType>> {
  return { "application/json": withExample(refer("schemas", schema), example) };
}

interface Naming {
  readonly operationId: string;
  readonly tag: string;
  /** The names of the security schemes. */
  readonly schemes: readonly string[];
}

function pathItem({ operationId, tag, schemes }: Naming, row: AppOperation): PathItem {
  const { path, method, summary, description, parameters, request, status, response, others } = row;
  const refusals = [...(schemes.length > 0 && method === "post" ? [403] : []), ...(parameters.includes("IdempotencyKey") ? [409, 422] : [])];
  const operation: Operation = {
    tags: [tag],
    operationId,
    summary,
    description,
    ...(schemes.length === 0 ? {} : { security: schemes.map((name) => ({ [name]: [] })) }),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map((name) => refer("parameters", name)) }),
    ...(request === undefined ? {} : { requestBody: { required: true, content: request } }),
    responses: { [status]: refer("responses", response), ...sharedResponses([400, ...others, ...refusals]) },
  };
  const inPath = Object.entries(PATH_PARAMETERS).filter(([part]) => path.includes(part));
  return { parameters: ["RequestId", ...inPath.map(([, name]) => name)].map((name) => refer("parameters", name)), [method]: operation };
}
