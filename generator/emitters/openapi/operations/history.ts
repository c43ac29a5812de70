import type { RouteName } from "../../../ir/model.js";
import { plain, READ_CONDITIONS, shared, TAG_CONDITIONS, type OperationRow } from "../operation-row.js";
import { STATE } from "../shared-headers.js";
import { jsonResponse } from "../shared-responses.js";

/** What tells of a resource's past, and of what refers to it. */
export const HISTORY_OPERATIONS = {
  listRevisions: {
    ...plain,
    id: ({ name }) => `listRevisionsOf${name}`,
    summary: ({ noun }) => `List the revisions of one ${noun}`,
    description: "Gives the history, newest first; of a deleted resource too.",
    parameters: ["Limit", "Cursor", "RevisionsBy", "RevisionsOp", "Since", "Until", ...TAG_CONDITIONS],
    answers: shared(200, "RevisionInfoPage"),
    others: [304, 404, 412],
  },
  getRevision: {
    ...plain,
    id: ({ name }) => `getRevisionOf${name}`,
    summary: ({ noun }) => `Read one revision of one ${noun}`,
    description: "Gives a revision with its data; of a deleted resource too.",
    parameters: [...READ_CONDITIONS],
    answers: ({ revision }) => ({ 200: jsonResponse("The revision.", revision, STATE) }),
    others: [304, 404, 412],
  },
  diff: {
    ...plain,
    id: ({ name }) => `diff${name}`,
    summary: ({ noun }) => `Compare two revisions of one ${noun}`,
    description: "Gives what leads from one revision to another; of a deleted resource too.",
    parameters: ["From", "To", ...TAG_CONDITIONS],
    answers: shared(200, "Diff"),
    others: [304, 404, 412],
  },
  referrers: {
    ...plain,
    id: ({ name }) => `listReferrersOf${name}`,
    summary: ({ noun }) => `List what refers to one ${noun}`,
    description: "Gives the resources that refer to this one.",
    parameters: ["Limit", "Cursor", ...TAG_CONDITIONS],
    answers: shared(200, "Referrers"),
    others: [304, 404, 412],
  },
} satisfies Partial<Record<RouteName, OperationRow>>;
