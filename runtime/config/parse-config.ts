import type { Problem } from "../core/errors.js";
import type { Connection } from "./backend-config.js";
import { check, connectionSchema, documentSchema, useSchema, type Checked } from "./config-schema.js";

type Connections = Readonly<Record<string, Connection>>;

/**
 * Checks a configuration whose variables are expanded, and gives the connection that everything is kept in. Otherwise
 * all its problems, with the JSON Pointer of each.
 */
export function parseConfig(value: unknown): Checked<Connection> {
  const document = check(documentSchema, value, "");
  if ("problems" in document) return document;
  const { connections, meta, resource } = document.value;
  const metaConnection = parseBinding(meta, "/meta", connections);
  const resourceConnection = parseBinding(resource, "/resource", connections);
  const problems = [metaConnection, resourceConnection].flatMap((binding) => ("problems" in binding ? binding.problems : []));
  if ("problems" in metaConnection || "problems" in resourceConnection) return { problems };
  if (isSame(metaConnection.value, resourceConnection.value)) return metaConnection;
  return problem("/resource", "must be the same connection as /meta: to keep the two apart is not supported yet");
}

function parseBinding(binding: unknown, path: string, connections: Connections): Checked<Connection> {
  if (typeof binding !== "object" || binding === null || !("use" in binding)) return check(connectionSchema, binding, path);
  const checked = check(useSchema, binding, path);
  return "problems" in checked ? checked : findConnection(checked.value.use, `${path}/use`, connections);
}

function findConnection(name: string, path: string, connections: Connections): Checked<Connection> {
  const connection = Object.hasOwn(connections, name) ? connections[name] : undefined;
  if (connection !== undefined) return { value: connection };
  const names = Object.keys(connections).map((known) => JSON.stringify(known));
  const allowed = names.length === 0 ? "there is none under /connections" : `allowed: ${names.join(", ")}`;
  return problem(path, `names no connection; ${allowed}`);
}

/** One connection may be described twice: what counts is where it leads. */
function isSame(one: Connection, other: Connection): boolean {
  if (one.type === "sqlite" && other.type === "sqlite") return one.options.rootdir === other.options.rootdir;
  if (one.type === "postgres" && other.type === "postgres") return one.options.dsn === other.options.dsn;
  return one.type === other.type;
}

function problem(path: string, message: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ path, message }] };
}
