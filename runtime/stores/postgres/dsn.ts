/** What a dsn says of TLS, in the words of libpq. */
export interface DsnTls {
  readonly mode: string | undefined;
  readonly rootCert: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/**
 * Takes what a dsn says of TLS out of it: the driver would read it in its own way, in which `require` is `verify-full`, and put it
 * before what it is given.
 */
export function readDsn(dsn: string): { readonly dsn: string; readonly tls: DsnTls } {
  const at = dsn.indexOf("?");
  const parameters = new URLSearchParams(at < 0 ? "" : dsn.slice(at + 1));
  const tls = {
    mode: parameters.get("sslmode") ?? modeOf(parameters.get("ssl")),
    rootCert: parameters.get("sslrootcert") ?? undefined,
    cert: parameters.get("sslcert") ?? undefined,
    key: parameters.get("sslkey") ?? undefined,
  };
  for (const name of ["sslmode", "ssl", "sslrootcert", "sslcert", "sslkey", "uselibpqcompat"]) parameters.delete(name);
  const rest = parameters.toString();
  return { dsn: `${at < 0 ? dsn : dsn.slice(0, at)}${rest === "" ? "" : `?${rest}`}`, tls };
}

/** libpq reads `ssl=true` as `sslmode=require`, for the sake of JDBC (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). */
function modeOf(ssl: string | null): string | undefined {
  return ssl === "true" || ssl === "1" ? "require" : undefined;
}
