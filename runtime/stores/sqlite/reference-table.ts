import type { ReferenceLookUp } from "../broken-reference.js";
import type { ReferenceTarget, Referrer } from "../meta-store.js";
import type { Statements } from "./statements.js";

/** Looks up what a transaction needs to know of references. */
export class ReferenceTable implements ReferenceLookUp {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  isThere({ index, resourceId, n }: ReferenceTarget): boolean {
    if (n !== null && !Number.isInteger(n)) return false;
    return this.#statements.of(index).findTarget.get(resourceId, n ?? 1) !== undefined;
  }

  firstReferrer(resourceId: string): Referrer | undefined {
    return this.#statements.shared.firstReferrer.get(resourceId, resourceId);
  }
}
