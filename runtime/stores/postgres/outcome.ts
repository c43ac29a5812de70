import type { CommitOutcome, MetaWrite } from "../meta-store.js";
import type { Returned } from "./row-groups.js";

/** Why a write was refused; the number of the write is its unit's business. */
export type Refusal =
  | { readonly kind: "conflict" | "duplicate" }
  | { readonly kind: "unique"; readonly fields: readonly string[] };

/** What the statement says of a write whose receipt isn't held. */
const superseded = -1;

/** What it says of one whose job is not as expected. */
const unexpectedJob = -2;

/** What the statement of a write gave back of it. */
export function toRefusal(write: MetaWrite, returned: Returned): Refusal | undefined {
  if (write.expected !== null) return returned === undefined ? { kind: "conflict" } : undefined;
  if (returned === undefined) throw new Error(`The database says nothing of ${write.change.resourceId}.`);
  const [taken] = returned;
  if (taken === null) return undefined;
  if (taken === unexpectedJob) return { kind: "conflict" };
  const fields = write.index.unique[Number(taken) - 1];
  return fields === undefined ? { kind: "duplicate" } : { kind: "unique", fields };
}

/** The same of a write that is a unit by itself. */
export function toOutcome(write: MetaWrite, returned: Returned): CommitOutcome {
  if (returned?.[0] === superseded) return { kind: "superseded" };
  const refusal = toRefusal(write, returned);
  return refusal === undefined ? { kind: "committed" } : { ...refusal, write: 0 };
}
