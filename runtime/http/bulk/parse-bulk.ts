import type { BulkAction } from "../../core/operations/bulk.js";
import { invalidQuery } from "../../query/invalid-query.js";
import { WhereParser } from "../../query/parse-where.js";
import type { Condition } from "../../query/query.js";
import { BodyReader, NUMBER, oneOf } from "../body-reader.js";
import type { Shown } from "../shown.js";

/** What happens, and to which resources. */
export interface Bulk {
  readonly where: Condition;
  readonly action: BulkAction;
  readonly most: number | undefined;
}

const OP = oneOf("update", "delete", "restore");

/**
 * Reads a bulk write: `{"op": "update", "where": {"status": "open"}, "patch": {"status": "closed"}}`. `where` sees what answers show.
 *
 * @throws INVALID_QUERY with all that is wrong, each problem at its JSON Pointer.
 */
export function parseBulk({ index }: Shown, body: unknown): Bulk {
  const reader = new BodyReader();
  const given = reader.readMembers(body, ["op", "where", "patch", "most"], []);
  const op = reader.expect(OP, given.op ?? "", ["op"]) ?? "delete";
  if (op === "update" && given.patch === undefined) reader.refuse(["patch"], "Is missing: an update needs a merge patch.");
  if (op !== "update" && given.patch !== undefined) reader.refuse(["patch"], `There is no patch in a ${op}.`);
  const parser = new WhereParser(index);
  // Everything is meant only where that is said, as {}.
  const where = parser.parse(given.where, ["where"]);
  const most = reader.expect(NUMBER, given.most, ["most"]);
  const problems = [...reader.problems, ...parser.problems];
  if (problems.length > 0) throw invalidQuery(problems);
  return { where, most, action: op === "update" ? { op, patch: given.patch } : { op } };
}
