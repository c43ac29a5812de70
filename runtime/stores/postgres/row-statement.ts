import { createHash } from "node:crypto";
import { postgres } from "../../query/dialects/postgres.js";

/** A statement whose text never changes: its name is made from it, so that no two texts share one. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Does the same to every row of a list, which is its one parameter, and gives back the position of those it took, counted from 1,
 * with what there is to say of them. Ten thousand rows and one have the same text.
 */
export interface RowStatement extends NamedStatement {
  /** Whether rows with different keys come to the same whether they share the statement or follow one another. */
  readonly isShared: boolean;
  readonly recall: Recall;
}

/**
 * How to find out what a statement did when its answer was lost behind the commit: a statement that takes the same list and gives back
 * the rows that were taken, by what they left; `again` where doing it twice is doing it once; null where neither will do.
 */
export type Recall = NamedStatement | "again" | null;

export interface InputColumn {
  readonly name: string;
  readonly type: string;
}

/** PostgreSQL cuts names off at 63 bytes, and would take two long ones for the same (https://www.postgresql.org/docs/15/limits.html). */
export function nameStatement(text: string): NamedStatement {
  return { name: `specstar_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`, text };
}

interface RowStatementOptions {
  readonly isShared?: boolean;
  readonly recall?: Recall;
}

export function rowStatement(text: string, { isShared = true, recall = null }: RowStatementOptions = {}): RowStatement {
  return { ...nameStatement(text), isShared, recall };
}

/**
 * The rows of the parameter as a table `i` with their positions. They come as one JSON text: in JavaScript that takes half the time
 * of an array for each column, and no more in the server.
 */
export function inputRows(columns: readonly InputColumn[]): string {
  const names = columns.map(({ name }) => postgres.quote(name));
  const types = columns.map(({ name, type }) => `${postgres.quote(name)} ${type}`);
  return `SELECT * FROM ROWS FROM (json_to_recordset($1::json) AS (${types.join(", ")})) WITH ORDINALITY AS i (${names.join(", ")}, position)`;
}

/** A part of a statement, by the name that the parts after it know it by. */
export type Part = readonly [name: string, sql: string];

/** A name of the generator's as a value in SQL. */
export function literal(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
