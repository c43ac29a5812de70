import { z } from "zod";
import { closed } from "../closed-object.js";
import { someText, truth, wholeNumber } from "../option-types.js";
import type { ConnectionType } from "./connection-type.js";

/** Tables of a PostgreSQL database. */
export interface PostgresConnection {
  readonly type: "postgres";
  readonly options: PostgresConnectionOptions;
}

/** Times are in milliseconds. What is left out is as `docs/backends.md` says. */
export interface PostgresConnectionOptions {
  /** `postgresql://user:password@host:port/database`. */
  readonly dsn: string;
  /** The schema of the tables. */
  readonly schema?: string;
  /** What the names of the tables begin with. */
  readonly tablePrefix?: string;
  /** The most connections that this process holds. */
  readonly poolSize?: number;
  readonly sslmode?: "disable" | "require" | "verify-ca" | "verify-full";
  /** A file with the certificates that the server's is checked against, relative as a folder is. */
  readonly sslRootCert?: string;
  readonly connectTimeout?: number;
  readonly queryTimeout?: number;
  /** Whether a pooler, such as PgBouncer, gives each transaction another connection. */
  readonly transactionPooler?: boolean;
}

const options = closed({
  dsn: someText,
  schema: z.exactOptional(z.string()),
  tablePrefix: z.exactOptional(z.string()),
  poolSize: z.exactOptional(wholeNumber(1, 1000)),
  sslmode: z.exactOptional(z.enum(["disable", "require", "verify-ca", "verify-full"])),
  sslRootCert: z.exactOptional(z.string()),
  connectTimeout: z.exactOptional(wholeNumber(1, 600_000)),
  queryTimeout: z.exactOptional(wholeNumber(1, 3_600_000)),
  transactionPooler: z.exactOptional(truth),
});

export const postgresType: ConnectionType<PostgresConnection> = {
  title: "PostgreSQL",
  schema: closed({ type: z.literal("postgres"), options }),
  roles: ["meta", "resource"],
  inherits: ["tablePrefix"],
  isDurable: true,
};
