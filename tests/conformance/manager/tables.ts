import { tablesOf } from "../../services/rows/tables.js";
import { leafSpec, nodeSpec } from "./graph-models.js";
import { accountSpec, issueSpec } from "./models.js";

/** The tables of the suite's models. */
export const managerTables = tablesOf([issueSpec, accountSpec, nodeSpec, leafSpec].map(({ index }) => index));
