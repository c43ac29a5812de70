/** Every type of connection: its options, and what it can be used for. Nothing of how it works. */
import type { Bound, Connection, Role } from "../backend-config.js";
import { celeryType } from "./celery.js";
import type { ConnectionType } from "./connection-type.js";
import { diskType } from "./disk.js";
import { memoryType } from "./memory.js";
import { postgresType } from "./postgres.js";
import { rabbitmqType } from "./rabbitmq.js";
import { s3Type } from "./s3.js";
import { simpleType } from "./simple.js";
import { sqliteType } from "./sqlite.js";

type Types = { readonly [Name in Connection["type"]]: ConnectionType<Extract<Connection, { readonly type: Name }>> };

export const connectionTypes: Types = {
  memory: memoryType,
  sqlite: sqliteType,
  disk: diskType,
  postgres: postgresType,
  s3: s3Type,
  simple: simpleType,
  rabbitmq: rabbitmqType,
  celery: celeryType,
};

/** Whether a connection can be used for a concern. */
export function canBe<Name extends Role>(role: Name, connection: Connection): connection is Bound[Name] {
  return connectionTypes[connection.type].roles.includes(role);
}
