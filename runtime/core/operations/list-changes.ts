import { invalidQuery } from "../../query/invalid-query.js";
import type { Storage } from "../../stores/storage.js";
import { pageLimit } from "../page.js";
import type { Change } from "../resource.js";

export interface ChangesOptions {
  /** The `nextSince` of the page before; from the first change when it isn't given. */
  readonly since?: number | undefined;
  /** 50 when it isn't given; 1000 at most. */
  readonly limit?: number | undefined;
}

export interface ChangesPage {
  /** Oldest first. */
  readonly items: readonly Change[];
  /** From where the log goes on, now or later. */
  readonly nextSince: number;
}

/**
 * A part of a storage's change log, which tells of all models.
 *
 * @throws INVALID_QUERY
 */
export async function listChanges({ meta }: Storage, options: ChangesOptions = {}): Promise<ChangesPage> {
  const { since = 0 } = options;
  if (!Number.isSafeInteger(since) || since < 0) throw invalidQuery([{ path: "since", message: "Must be zero or a whole number above it." }]);
  const items = await meta.listChanges({ since, limit: pageLimit(options.limit) });
  return { items, nextSince: items.at(-1)?.seq ?? since };
}
