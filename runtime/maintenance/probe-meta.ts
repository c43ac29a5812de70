import { randomUUID } from "node:crypto";
import type { MetaStore } from "../stores/meta-store.js";
import type { ReceiptState } from "../stores/receipts.js";
import type { Step } from "./run-steps.js";

/** How long a receipt stays that a check could not take away again. */
const LEASE_MS = 60_000;

/** The receipt of a request that nobody made: begun, seen again, used by a unit of no writes that is only tried, and let go. */
export function probeMeta(meta: MetaStore, hasOneWriter: boolean): Step[] {
  const search = { name: "search", work: () => readChanges(meta) };
  if (hasOneWriter) return [search, { name: "write", leftOut: "only one process may write there, and a server may be at it", work: async () => {} }];
  const held = { key: `specstar-backend-check:${randomUUID()}`, token: randomUUID() };
  const begin = (token: string): Promise<ReceiptState> => {
    const [now, later] = [new Date(), new Date(Date.now() + LEASE_MS)].map((time) => time.toISOString());
    return meta.receipts.begin({ key: held.key, fingerprint: "", token, now: now ?? "", leaseUntil: later ?? "", expires: later ?? "" });
  };
  return [
    { name: "write", work: async () => expectKind(await begin(held.token), "held") },
    { name: "read", work: async () => expectKind(await begin(randomUUID()), "running") },
    { name: "dry run", work: async () => expectKind(await meta.commit([], { receipt: { ...held, answer: "" }, dryRun: true }), "committed") },
    { name: "delete", work: () => meta.receipts.abandon(held), clears: "write" },
    search,
  ];
}

async function readChanges(meta: MetaStore): Promise<void> {
  await meta.listChanges({ since: 0, limit: 1 });
}

function expectKind({ kind }: { readonly kind: string }, expected: string): void {
  if (kind !== expected) throw new Error(`the store says "${kind}" where it should say "${expected}"`);
}
