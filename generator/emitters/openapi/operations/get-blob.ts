import { plain, shared, type OperationRow } from "../operation-row.js";

/** The answer to a range is beside it, 206, and so is the way to elsewhere, 307. */
export const getBlob: OperationRow = {
  ...plain,
  id: ({ name }) => `getBlobOf${name}`,
  summary: ({ noun }) => `Download a blob of one ${noun}`,
  description: "Gives the bytes of a blob that the current revision holds, or an earlier one. With `direct` it tells where they can be had.",
  parameters: ["RevisionId", "Direct", "Range", "IfRange", "IfMatch", "IfNoneMatch"],
  answers: shared(200, "Blob"),
  others: [206, 304, 307, 404, 410, 412, 416, 501],
};
