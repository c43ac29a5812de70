import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import type { DsnTls } from "./dsn.js";
import { invalid } from "./names.js";

/**
 * How much is asked of the server's TLS, with the meaning that libpq gives it
 * (https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION). Its `allow` and `prefer` are not taken: whoever
 * stands between can have them go on in plain text.
 */
export type SslMode = "disable" | "require" | "verify-ca" | "verify-full";

/** What the driver takes; false is plain text. */
export type Tls = ConnectionOptions | false;

/** @throws CONFIG_INVALID for an unknown mode, one that lacks its certificate, or a file that can't be read. */
export function toTls(mode: string | undefined, { rootCert, cert, key }: DsnTls): Tls {
  const files = { ...optional("ca", "sslRootCert", rootCert), ...optional("cert", "sslcert", cert), ...optional("key", "sslkey", key) };
  switch (mode) {
    case undefined:
    case "disable":
      return false;
    case "require":
      // libpq checks the authority as soon as it is told of one.
      return rootCert === undefined ? { ...files, rejectUnauthorized: false } : anyHost(files);
    case "verify-ca":
      if (rootCert === undefined) throw invalid("sslmode", "is verify-ca, which needs sslRootCert: with the usual authorities, anybody could have a certificate");
      return anyHost(files);
    case "verify-full":
      return { ...files, rejectUnauthorized: true };
    default:
      throw invalid("sslmode", `must be disable, require, verify-ca or verify-full, not ${mode}`);
  }
}

function anyHost(files: ConnectionOptions): Tls {
  return { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined };
}

function optional(field: "ca" | "cert" | "key", option: string, file: string | undefined): ConnectionOptions {
  // libpq's word for the authorities that the system trusts; Node's own list stands for them.
  if (file === undefined || (field === "ca" && file === "system")) return {};
  try {
    return { [field]: readFileSync(file, "utf8") };
  } catch (error) {
    const { code } = error instanceof Error && "code" in error ? error : { code: "unreadable" };
    throw invalid(option, `names the file ${file}, which can't be read (${String(code)})`);
  }
}
