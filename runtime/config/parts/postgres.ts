import { openPostgresMeta, openPostgresRevisions, openPostgresTogether } from "../../stores/postgres/index.js";
import type { PostgresConnectionOptions } from "../types/postgres.js";
import type { Openers } from "./openers.js";

export function postgresParts(options: PostgresConnectionOptions): Openers {
  return {
    openMeta: () => openPostgresMeta(options, { keepsPayloads: false }),
    openRevisions: () => openPostgresRevisions(options),
    openTogether: () => openPostgresTogether(options),
  };
}
