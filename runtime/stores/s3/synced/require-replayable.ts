import { SpecstarError } from "../../../core/errors.js";

/** What can't be part of a text that is executed again at each start, inside the transactions of the log, and why. */
const unfit: readonly (readonly [pattern: RegExp, why: string])[] = [
  // https://sqlite.org/deterministic.html
  [/\brandom(blob)?\s*\(/i, "gives another value each time: write the values themselves"],
  [/\bcurrent_(time|date|timestamp)\b|'now'|\b(date|time|datetime|julianday|unixepoch)\s*\(\s*\)/i, "gives another value each time: write the time itself"],
  [/\b(last_insert_rowid|changes|total_changes)\s*\(/i, "depends on the connection: write the values themselves"],
  [/\bdefer(rable|_foreign_keys)\b/i, "fails only when the transaction ends, and then S3 has it already: leave it out"],
  [/(?:^|;)\s*(commit|rollback|savepoint|release|vacuum|attach|pragma)\b/i, "doesn't fit in a transaction: leave it out"],
];

/** @throws CONFIG_INVALID, saying what it is, when the text of a migration would not do the same in each replay of the log. */
export function requireReplayable(id: string, sql: string): void {
  for (const [pattern, why] of unfit) {
    const found = pattern.exec(sql)?.[0].replace(/^;?\s*/, "");
    if (found === undefined) continue;
    const message = `The migration ${id} uses ${found}. The log in S3 is replayed at each start, and that ${why}.`;
    throw new SpecstarError("CONFIG_INVALID", message, [{ path: id, message: `uses ${found}` }]);
  }
}
