import type { IncomingHttpHeaders } from "node:http";
import type { WriteOptions } from "../core/options.js";
import { conditionsOf, isExpected, isHeld } from "./conditions.js";
import { toPrecondition } from "./entity-tags.js";
import type { ServedManager } from "./served-manager.js";

/** No state meets it. The write itself refuses, so that 404 and 410 go before 412 (RFC 9110 section 13.2.1). */
const UNMET: readonly string[] = [];

/**
 * What the conditions of a request demand of the state that a write finds (RFC 9110 section 13.2.2). A condition that only the present
 * state can decide binds the write to that state.
 *
 * @throws RESOURCE_NOT_FOUND
 */
export async function preconditionOf({ encoded }: ServedManager, resourceId: string, headers: IncomingHttpHeaders): Promise<WriteOptions["ifMatch"]> {
  const conditions = conditionsOf({ ...headers, "if-modified-since": undefined });
  if (conditions?.ifNoneMatch === undefined && conditions?.ifUnmodifiedSince === undefined) return toPrecondition(headers["if-match"]);
  const state = await encoded.getState(resourceId, { includeDeleted: true });
  const isMet = (await isExpected(conditions, state, encoded)) && !(await isHeld(conditions, state, encoded));
  return isMet ? [state.etag] : UNMET;
}
