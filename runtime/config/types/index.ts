/** Every type of connection: its options, and what it can be used for. Nothing of how it works. */
import type { Connection } from "../backend-config.js";
import type { ConnectionType } from "./connection-type.js";
import { diskType } from "./disk.js";
import { memoryType } from "./memory.js";
import { postgresType } from "./postgres.js";
import { s3Type } from "./s3.js";
import { sqliteType } from "./sqlite.js";

type Types = { readonly [Name in Connection["type"]]: ConnectionType<Extract<Connection, { readonly type: Name }>> };

export const connectionTypes: Types = { memory: memoryType, sqlite: sqliteType, disk: diskType, postgres: postgresType, s3: s3Type };
