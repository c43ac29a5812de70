import type { Handler } from "../routes.js";
import type { OperationRow } from "./operation-row.js";
import { bulk } from "./operations/bulk.js";
import { getBlob } from "./operations/get-blob.js";
import { DATA_OPERATIONS } from "./operations/data.js";
import { HISTORY_OPERATIONS } from "./operations/history.js";
import { JOB_OPERATIONS } from "./operations/jobs.js";
import { SEARCH_OPERATIONS } from "./operations/search.js";
import { STATE_OPERATIONS } from "./operations/state.js";

/** What the document says of each handler, whatever the model. */
export const OPERATIONS: Readonly<Record<Handler, OperationRow>> = {
  ...SEARCH_OPERATIONS,
  ...DATA_OPERATIONS,
  ...STATE_OPERATIONS,
  ...HISTORY_OPERATIONS,
  getBlob,
  bulk,
  ...JOB_OPERATIONS,
};
