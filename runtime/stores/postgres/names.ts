import { SpecstarError } from "../../core/errors.js";

/** PostgreSQL cuts off longer names without a word (https://www.postgresql.org/docs/current/limits.html). */
const longestName = 63;

/** Where the tables of an application are. */
export interface Place {
  /** Null: where the search path of the user leads. */
  readonly schema: string | null;
  /** Before the name of every table and index; may be empty. */
  readonly prefix: string;
}

/** A name as an identifier in SQL. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table's name in SQL. @throws CONFIG_INVALID when the prefix makes it too long. */
export function tableIn({ schema, prefix }: Place, table: string): string {
  const name = prefix + table;
  if (isTooLong(name)) throw tooLong([name]);
  return schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`;
}

export function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > longestName;
}

export function tooLong(names: readonly string[]): SpecstarError {
  const problems = names.map((name) => ({ path: name, message: `is longer than ${longestName} bytes` }));
  return new SpecstarError("CONFIG_INVALID", `With its prefix, PostgreSQL can't hold the name ${names.join(", ")}: it is longer than ${longestName} bytes. Choose a shorter tablePrefix.`, problems);
}

/** @throws CONFIG_INVALID for a schema or a prefix that is no plain name. */
export function toPlace(schema: string | undefined, prefix: string | undefined): Place {
  if (schema !== undefined && (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(schema) || isTooLong(schema))) {
    throw invalid("schema", `must be letters, digits, _ and -, and at most ${longestName} of them`);
  }
  // In small letters, so that it means the same with and without quotes.
  if (prefix !== undefined && !/^[a-z_][a-z0-9_]*$/.test(prefix)) throw invalid("tablePrefix", "must be small letters, digits and _, and begin with no digit");
  return { schema: schema ?? null, prefix: prefix ?? "" };
}

export function invalid(option: string, message: string): SpecstarError {
  return new SpecstarError("CONFIG_INVALID", `The option ${option} of the PostgreSQL connection ${message}.`, [{ path: `/${option}`, message }]);
}
