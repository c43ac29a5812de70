/** A bound value as a segment keeps it: JSON where JSON keeps it exactly, else an object of one key that says what it is. */
export type LoggedValue =
  | string
  | number
  | null
  | { readonly number: string }
  | { readonly integer: string }
  | { readonly bytes: string };

/** What SQLite binds to a parameter. */
export type BoundValue = string | number | bigint | Uint8Array | null;

/** @throws Error for a value that can't be bound by its place alone. */
export function toLogged(value: unknown): LoggedValue {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "bigint") return { integer: value.toString() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (typeof value !== "number") throw new Error(`A parameter of the type ${typeof value} can't be kept in the log.`);
  // JSON has neither the infinities nor NaN, and writes -0 as 0.
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return { number: Object.is(value, -0) ? "-0" : String(value) };
}

/** @throws Error for what `toLogged` doesn't make. */
export function toBound(logged: unknown): BoundValue {
  if (logged === null || typeof logged === "string" || typeof logged === "number") return logged;
  if (typeof logged === "object") {
    if ("number" in logged && typeof logged.number === "string") return Number(logged.number);
    if ("integer" in logged && typeof logged.integer === "string") return BigInt(logged.integer);
    if ("bytes" in logged && typeof logged.bytes === "string") return Buffer.from(logged.bytes, "base64");
  }
  throw new Error(`The log has a parameter that this program doesn't know: ${JSON.stringify(logged)}.`);
}
