import { SpecstarError } from "../../core/errors.js";

/** The connection broke. What was under way on it may have been done or not. */
export class LostConnection extends Error {
  override readonly name = "LostConnection";
}

/** The server's code of an error (https://www.postgresql.org/docs/current/errcodes-appendix.html), or the system's; else empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Serialization failure, deadlock, a prepared statement that is gone or was overtaken by a migration, a server that became a standby. */
const AGAIN = new Set(["40001", "40P01", "26000", "25006"]);

/** The server starts, stops, recovers, or has no connection left. */
const SOON = new Set(["57P01", "57P02", "57P03", "53300"]);

const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN", "ENOTFOUND", "ENOENT"]);

/** Whether a transaction that the server refused for this may well pass when it is done again. */
export function isWorthAnotherTry(error: unknown): boolean {
  return AGAIN.has(codeOf(error)) || isStalePlan(error);
}

/** Whether the connection must go, although the server still answers on it. */
export function isStale(error: unknown): boolean {
  return ["26000", "25006"].includes(codeOf(error)) || isStalePlan(error);
}

/** A prepared statement gives other columns than it did: a migration ran meanwhile. */
function isStalePlan(error: unknown): boolean {
  return codeOf(error) === "0A000" && error instanceof Error && "routine" in error && error.routine === "RevalidateCachedQuery";
}

/** Whether a connection that could not be made may be there soon. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (SOON.has(code) || NETWORK.has(code) || code.startsWith("08")) return true;
  return error instanceof Error && /^(Connection terminated|timeout expired)/.test(error.message);
}

/** Whether no connection of the pool came free in time. */
export function isExhausted(error: unknown): boolean {
  return error instanceof Error && error.message === "timeout exceeded when trying to connect";
}

/** What to do about the failures that people meet most. */
const ADVICE: Readonly<Record<string, string>> = {
  "28P01": "Check the user and the password of the dsn.",
  "28000": "Check the user of the dsn, and what pg_hba.conf allows it.",
  "3D000": "Make the database first: createdb.",
  "53300": "Give the connection a smaller poolSize, or the server a larger max_connections.",
  "53100": "The server's disk is full: make room.",
  "55P03": "Another write holds the lock too long: look for transactions that hang in pg_stat_activity.",
  "57014": "It ran into queryTimeout: look at what the server is busy with, or allow more.",
  ECONNREFUSED: "Start the server, or check the host and the port of the dsn.",
  ENOTFOUND: "Check the host of the dsn.",
};

/** @param name of the database, without a password. */
export function unavailable(name: string, error: unknown): SpecstarError {
  const advice = ADVICE[codeOf(error)] ?? adviceByText(error);
  return new SpecstarError("BACKEND_UNAVAILABLE", `The PostgreSQL database ${name} can't be used: ${reasonOf(error)}.${advice === "" ? "" : ` ${advice}`}`, [], { cause: error });
}

/** The server's refusal as it is, or BACKEND_UNAVAILABLE when it is the server's trouble and not that of the statement. */
export function toRefusal(name: string, error: unknown): unknown {
  const code = codeOf(error);
  return ["53", "58"].includes(code.slice(0, 2)) || ["55P03", "57014", ...AGAIN].includes(code) ? unavailable(name, error) : error;
}

function adviceByText(error: unknown): string {
  const text = reasonOf(error);
  if (text.includes("does not support SSL")) return "Set sslmode to disable, or let the server offer TLS.";
  if (text.includes("unsupported startup parameter")) return "A pooler stands before it: set transactionPooler.";
  if (/certificate|self.signed/i.test(text)) return "Name the certificate of its authority with sslRootCert.";
  return "";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An error for several addresses has no text of its own.
  const text = error.message === "" ? codeOf(error) || error.name : error.message;
  const { cause } = error;
  return (cause instanceof Error && cause.message !== "" ? `${text}: ${cause.message}` : text).replace(/\.$/, "");
}
