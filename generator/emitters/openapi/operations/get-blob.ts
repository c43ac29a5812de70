import { plain, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

/** The answer to a range is beside it: 206. */
export const getBlob: OperationRow = {
  ...plain,
  id: ({ name }) => `getBlobOf${name}`,
  summary: ({ noun }) => `Download a blob of one ${noun}`,
  description: "Gives the bytes of a blob that the current revision holds, or an earlier one.",
  parameters: ["RevisionId", "Range", "IfRange", "IfNoneMatch"],
  response: () => refer("responses", "Blob"),
  others: [206, 304, 404, 410, 416],
};
