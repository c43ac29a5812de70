import type { StoreConnection, StoreRole } from "./backend-config.js";
import type { Places } from "./bindings.js";

/** Where a concern goes, in words for a log. Holds no password and no key. */
export function describeConnection(connection: StoreConnection, role: StoreRole): string {
  switch (connection.type) {
    case "memory":
      return "memory";
    case "sqlite":
      return `${role === "blob" ? "files" : "SQLite"} in ${connection.options.rootdir}`;
    case "disk":
      return `${role === "meta" ? "SQLite" : "files"} in ${connection.options.rootdir}`;
    case "postgres":
      return `PostgreSQL${describeDsn(connection.options.dsn)}`;
    case "s3": {
      const { bucket, endpoint, prefix } = connection.options;
      const place = `S3 bucket ${bucket}${prefix === undefined ? "" : ` under ${prefix}`}${endpoint === undefined ? "" : ` at ${hostOf(endpoint)}`}`;
      return role === "meta" ? `SQLite synced to ${place}` : place;
    }
  }
}

/** The database and the host; nothing of a dsn that is no URL, as a password may be anywhere in it. */
function describeDsn(dsn: string): string {
  if (!URL.canParse(dsn)) return "";
  const { pathname, host } = new URL(dsn);
  return `${pathname.length > 1 ? ` database ${pathname.slice(1)}` : ""}${host === "" ? "" : ` at ${host}`}`;
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : "its endpoint";
}

/** What a storage is made of, in one line. */
export function describeBindings(bindings: Places): string {
  const [meta, resource, blob] = [describeConnection(bindings.meta, "meta"), describeConnection(bindings.resource, "resource"), describeConnection(bindings.blob, "blob")];
  return meta === resource ? `meta and data: ${meta}; files: ${blob}` : `meta: ${meta}; data: ${resource}; files: ${blob}`;
}
