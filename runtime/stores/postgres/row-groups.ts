import type { RunStatement, Statement, StatementResult } from "./database.js";
import type { RowStatement } from "./row-statement.js";
import type { StatementRow } from "./write-row.js";

/** What a statement gave back of one row, without its position; undefined when it did not take it. */
export type Returned = readonly unknown[] | undefined;

/** Rows of one statement, and what keeps others from joining them. */
interface RowGroup {
  readonly statement: RowStatement;
  readonly keys: Set<string>;
  readonly rows: string[];
}

/** Puts rows that follow one another into as few statements as their order allows. */
export function toGroups(rows: readonly StatementRow[]): readonly RowGroup[] {
  const groups: RowGroup[] = [];
  for (const { statement, key, json } of rows) {
    const last = groups.at(-1);
    const joins = last !== undefined && last.statement === statement && statement.isShared && !last.keys.has(key);
    const group = joins ? last : { statement, keys: new Set<string>(), rows: [] };
    if (!joins) groups.push(group);
    group.keys.add(key);
    group.rows.push(json);
  }
  return groups;
}

export function toStatement({ statement: { name, text }, rows }: RowGroup): Statement {
  return { name, text, values: [`[${rows.join(",")}]`] };
}

/** Whether a lost answer can be made up for. */
export function canRecall({ statement: { recall } }: RowGroup): boolean {
  return recall !== null;
}

/** What the statements gave back of the rows that they took, from what these left; nothing of those that may be done again. */
export function recallRows(groups: readonly RowGroup[], read: RunStatement): Promise<readonly StatementResult[]> {
  return Promise.all(groups.map(async (group) => {
    const { recall } = group.statement;
    return recall === null || recall === "again" ? { rows: [], rowCount: 0 } : read({ ...toStatement(group), ...recall });
  }));
}

/** What came of each row, in their order. */
export function readReturned(groups: readonly RowGroup[], results: readonly StatementResult[]): readonly Returned[] {
  return groups.flatMap((group, number) => {
    const returned = new Map(results[number]?.rows.map(([position, ...rest]) => [Number(position), rest]));
    return group.rows.map((_, at) => returned.get(at + 1));
  });
}

/** Runs the statements of rows one after the other: a connection takes one at a time. */
export async function runRows(run: RunStatement, rows: readonly StatementRow[]): Promise<readonly Returned[]> {
  const groups = toGroups(rows);
  const results: StatementResult[] = [];
  for (const group of groups) results.push(await run(toStatement(group)));
  return readReturned(groups, results);
}
