import { sqliteStorage } from "@specstar/runtime/sqlite";
import { expect, it } from "vitest";
import { toPlainStore } from "../../../../runtime/testing/plain-store.js";
import { claimNames, commitJobs, job } from "../../../../runtime/testing/job-table/scripted-jobs.js";
import { newDatabase } from "./new-place.js";

const times = (count: number) => Array.from({ length: count }, (_, n) => n);

it("gives no job to two who have a connection each, and no more of a key than its limit", async () => {
  const folder = await newDatabase();
  const storages = times(3).map(() => sqliteStorage(folder));
  const stores = storages.map(({ meta }) => toPlainStore(meta));
  const [first] = stores;
  if (first === undefined) throw new Error("No store was opened.");
  await commitJobs(first, ...times(60).map((n) => job(`n${n}`)), ...times(9).map((n) => job(`k${n}`, { concurrencyKey: "k", concurrency: 2 })));
  const claims = stores.flatMap((store, at) => times(10).map((n) => claimNames(store, `t${at}-${n}`, { limit: 3 })));
  const names = (await Promise.all(claims)).flat();
  expect(names).toHaveLength(62);
  expect(new Set(names).size).toBe(62);
  await Promise.all(storages.map((storage) => storage.close()));
});
