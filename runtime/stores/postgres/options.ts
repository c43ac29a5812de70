import { invalid, toPlace, type Place } from "./names.js";
import { readDsn } from "./dsn.js";
import { toTls, type SslMode, type Tls } from "./tls.js";

/** How a PostgreSQL database is reached. Times are in milliseconds. */
export interface PostgresOptions {
  /** `postgresql://user:password@host:port/database`. */
  readonly dsn: string;
  /** The most connections of this process; 10 unless said otherwise. */
  readonly poolSize?: number;
  /** Where the tables are; it must exist. Unless named, where the search path of the user leads. */
  readonly schema?: string;
  /** Before the name of every table and index, so that several applications can share a schema. */
  readonly tablePrefix?: string;
  /** As in libpq; goes before what the dsn says. `disable` unless said otherwise. */
  readonly sslmode?: SslMode;
  /** The file with the certificates of the authorities that are trusted. */
  readonly sslRootCert?: string;
  /** How long a connection may take to be made, or to come free; 5000 unless said otherwise. */
  readonly connectTimeout?: number;
  /** How long one statement may take; 30000 unless said otherwise. */
  readonly queryTimeout?: number;
  /** What the server calls these connections; `specstar` unless said otherwise. */
  readonly applicationName?: string;
  /** Whether a pooler gives each transaction another connection of the server's: then nothing is kept on one. */
  readonly transactionPooler?: boolean;
}

/** Options that were checked, with the defaults. */
export interface Settings {
  /** Without what it says of TLS. */
  readonly dsn: string;
  readonly place: Place;
  readonly tls: Tls;
  readonly poolSize: number;
  readonly connectTimeout: number;
  readonly queryTimeout: number;
  readonly applicationName: string;
  readonly transactionPooler: boolean;
}

/** @throws CONFIG_INVALID that names the option. */
export function toSettings(options: PostgresOptions): Settings {
  const { dsn, tls } = readDsn(options.dsn);
  return {
    dsn,
    place: toPlace(options.schema, options.tablePrefix),
    tls: toTls(options.sslmode ?? tls.mode ?? process.env["PGSSLMODE"], { ...tls, rootCert: options.sslRootCert ?? tls.rootCert }),
    poolSize: whole("poolSize", options.poolSize ?? 10),
    connectTimeout: whole("connectTimeout", options.connectTimeout ?? 5000),
    queryTimeout: whole("queryTimeout", options.queryTimeout ?? 30_000),
    applicationName: options.applicationName ?? "specstar",
    transactionPooler: options.transactionPooler ?? false,
  };
}

/** The longest time that a timer and the server take. */
const most = 2 ** 31 - 1;

function whole(option: string, value: number): number {
  if (Number.isInteger(value) && value > 0 && value <= most) return value;
  throw invalid(option, `must be a whole number from 1 to ${most}`);
}
