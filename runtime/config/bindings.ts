import type { Bound, QueueConnection, StoreRole } from "./backend-config.js";

/** Where each concern of a storage goes. */
export type Places = Pick<Bound, StoreRole>;

export interface Bindings extends Places {
  /** Null where nothing is said: workers look for jobs where the meta is. */
  readonly mq: QueueConnection | null;
}

/** Whether meta and data are in one database, so that both are written in one transaction. */
export function isOneDatabase({ meta, resource }: Pick<Bindings, "meta" | "resource">): boolean {
  if (meta.type === "sqlite" && resource.type === "sqlite") return meta.options.rootdir === resource.options.rootdir;
  if (meta.type !== "postgres" || resource.type !== "postgres") return false;
  const [one, other] = [meta.options, resource.options];
  return one.dsn === other.dsn && (one.schema ?? "") === (other.schema ?? "") && (one.tablePrefix ?? "") === (other.tablePrefix ?? "");
}
