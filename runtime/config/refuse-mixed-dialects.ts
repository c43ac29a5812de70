import type { Problem } from "../core/errors.js";
import type { StoreConnection } from "./backend-config.js";
import type { Places } from "./bindings.js";

/** Which migrations make the tables of a connection's meta; null where there are none. */
const metaDialects: Readonly<Record<StoreConnection["type"], "sqlite" | "postgres" | null>> = { memory: null, sqlite: "sqlite", disk: "sqlite", s3: "sqlite", postgres: "postgres" };

/** A table for the data in a database of its own comes from the migrations of the meta: both have to speak the same SQL. */
export function refuseMixedDialects({ meta, resource }: Places): Problem[] {
  if (resource.type !== "sqlite" && resource.type !== "postgres") return [];
  const dialect = metaDialects[meta.type];
  if (dialect === null || dialect === resource.type) return [];
  const able = Object.entries(metaDialects).filter(([, ofMeta]) => ofMeta === resource.type);
  const types = able.map(([name]) => name).join(", ");
  return [{ path: "/resource", message: `is a table in ${resource.type}, made by the migrations of the meta: /meta must be of a type that has the same ones (${types}), or this one of another type (disk, s3)` }];
}
