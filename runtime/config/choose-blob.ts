import type { StoreConnection } from "./backend-config.js";
import type { Places } from "./bindings.js";

/**
 * Where files go when the configuration doesn't say: into S3 when the data goes there; else where the meta goes; into memory where that
 * is PostgreSQL, which keeps no files.
 */
export function chooseBlob({ meta, resource }: Omit<Places, "blob">): StoreConnection {
  if (resource.type === "s3") return resource;
  return meta.type === "postgres" ? { type: "memory" } : meta;
}
