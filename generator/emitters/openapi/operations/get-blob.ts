import { plain, shared, type OperationRow } from "../operation-row.js";

/** The answer to a range is beside it: 206. */
export const getBlob: OperationRow = {
  ...plain,
  id: ({ name }) => `getBlobOf${name}`,
  summary: ({ noun }) => `Download a blob of one ${noun}`,
  description: "Gives the bytes of a blob that the current revision holds, or an earlier one.",
  parameters: ["RevisionId", "Range", "IfRange", "IfMatch", "IfNoneMatch"],
  answers: shared(200, "Blob"),
  others: [206, 304, 404, 410, 412, 416],
};
