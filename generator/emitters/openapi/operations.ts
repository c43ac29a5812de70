import type { Handler } from "../routes.js";
import type { ModelBodies } from "./model-bodies.js";
import { jsonResponse, taggedResponse } from "./shared-responses.js";
import { refer, type Reference, type Response } from "./types.js";

/** What a model is called in its operations. */
export interface Nouns {
  /** In names: `BlogPost`, `BlogPosts`. */
  readonly name: string;
  readonly names: string;
  /** In prose: `blog post`, `blog posts`. */
  readonly noun: string;
  readonly nouns: string;
}

/** What the document says of a handler, whatever the model. */
export interface OperationRow {
  readonly id: (nouns: Nouns) => string;
  readonly summary: (nouns: Nouns) => string;
  readonly description: string;
  /** Shared parameters beside those in the path. */
  readonly parameters: readonly string[];
  /** Whether the filters of the model are parameters as well. */
  readonly filters: boolean;
  /** Whether the body is the model's data. */
  readonly body: boolean;
  readonly status: 200 | 201;
  readonly response: (bodies: ModelBodies) => Response | Reference;
  /** Statuses of other answers. All operations have 400 beside them, and what may happen to any request. */
  readonly others: readonly number[];
}

const plain = { parameters: [], filters: false, body: false, status: 200 } as const;

const revision = (): Reference => refer("responses", "Revision");

/** In the order of the routes. */
export const OPERATIONS: Readonly<Record<Handler, OperationRow>> = {
  create: {
    ...plain,
    id: ({ name }) => `create${name}`,
    summary: ({ noun }) => `Create a new ${noun}`,
    description: "Makes a resource with its first revision.",
    parameters: ["Status"],
    body: true,
    status: 201,
    response: () => refer("responses", "Created"),
    others: [413, 415, 422],
  },
  search: {
    ...plain,
    id: ({ names }) => `list${names}`,
    summary: ({ nouns }) => `List ${nouns}`,
    description: "Gives the resources that meet all filters, with their current revisions.",
    parameters: ["Limit", "Cursor", "Offset", "Count", "IncludeDeleted"],
    filters: true,
    response: ({ page }) => jsonResponse("A page of resources.", page),
    others: [],
  },
  count: {
    ...plain,
    id: ({ names }) => `count${names}`,
    summary: ({ nouns }) => `Count ${nouns}`,
    description: "Counts what meets all filters.",
    parameters: ["IncludeDeleted"],
    filters: true,
    response: () => refer("responses", "Count"),
    others: [],
  },
  get: {
    ...plain,
    id: ({ name }) => `get${name}`,
    summary: ({ noun }) => `Read one ${noun}`,
    description: "Gives the current revision or an earlier one.",
    parameters: ["RevisionId", "IncludeDeleted", "IfMatch", "IfNoneMatch"],
    response: ({ resource }) => taggedResponse("The resource.", resource),
    others: [304, 404, 410, 412],
  },
  update: {
    ...plain,
    id: ({ name }) => `update${name}`,
    summary: ({ noun }) => `Update one ${noun}`,
    description: "Makes a new revision of the whole data.",
    parameters: ["Status", "IfMatch"],
    body: true,
    response: revision,
    others: [404, 409, 410, 412, 413, 415, 422],
  },
  delete: {
    ...plain,
    id: ({ name }) => `delete${name}`,
    summary: ({ noun }) => `Delete one ${noun}`,
    description: "Marks the resource as deleted, and loses nothing.",
    parameters: ["IfMatch"],
    response: revision,
    others: [404, 409, 410, 412],
  },
  restore: {
    ...plain,
    id: ({ name }) => `restore${name}`,
    summary: ({ noun }) => `Restore one deleted ${noun}`,
    description: "Undoes a delete, by a new revision.",
    parameters: ["IfMatch"],
    response: revision,
    others: [404, 409, 412],
  },
  switch: {
    ...plain,
    id: ({ name }) => `switch${name}`,
    summary: ({ noun }) => `Switch one ${noun} to another revision`,
    description: "Makes another revision the current one, and no new one.",
    parameters: ["IfMatch"],
    response: ({ meta }) => taggedResponse("The resource as it is now.", meta),
    others: [404, 409, 410, 412],
  },
  listRevisions: {
    ...plain,
    id: ({ name }) => `listRevisionsOf${name}`,
    summary: ({ noun }) => `List the revisions of one ${noun}`,
    description: "Gives the history, newest first; of a deleted resource too.",
    parameters: ["Limit", "Cursor"],
    response: () => refer("responses", "RevisionInfoPage"),
    others: [404],
  },
  getRevision: {
    ...plain,
    id: ({ name }) => `getRevisionOf${name}`,
    summary: ({ noun }) => `Read one revision of one ${noun}`,
    description: "Gives a revision with its data; of a deleted resource too.",
    parameters: ["IfMatch", "IfNoneMatch"],
    response: ({ revision: body }) => taggedResponse("The revision.", body),
    others: [304, 404, 412],
  },
};
