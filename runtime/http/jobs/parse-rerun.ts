import { invalidQuery } from "../../query/invalid-query.js";
import { WhereParser } from "../../query/parse-where.js";
import type { Bulk } from "../bulk/parse-bulk.js";
import { BodyReader, NUMBER } from "../body-reader.js";
import type { Shown } from "../shown.js";

/**
 * Reads which jobs are to run again: `{"where": {"state": "failed"}}`. `where` sees what answers show.
 *
 * @throws INVALID_QUERY with all that is wrong, each problem at its JSON Pointer.
 */
export function parseRerun({ index }: Shown, body: unknown): Pick<Bulk, "where" | "most"> {
  const reader = new BodyReader();
  const given = reader.readMembers(body, ["where", "most"], []);
  const parser = new WhereParser(index);
  // Everything is meant only where that is said, as {}.
  const where = parser.parse(given.where, ["where"]);
  const most = reader.expect(NUMBER, given.most, ["most"]);
  const problems = [...reader.problems, ...parser.problems];
  if (problems.length > 0) throw invalidQuery(problems);
  return { where, most };
}
