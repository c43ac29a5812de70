import { tablesOf, tablesSql as sqlOf, type Tables } from "../services/rows/tables.js";
import { MODELS, SPECS } from "./models.js";

const indexes = MODELS.map((model) => SPECS[model].index);

/** The tables of the models. */
export const modelTables: Tables = tablesOf(indexes);

/** The migration that the models need in SQLite. */
export async function tablesSql(): Promise<string> {
  return sqlOf(indexes, "sqlite");
}
