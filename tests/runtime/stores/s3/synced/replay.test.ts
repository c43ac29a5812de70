import { expect, it } from "vitest";
import type { MetaPart } from "../../../../../runtime/stores/storage.js";
import { toPlainStore } from "../../../../../runtime/testing/plain-store.js";
import { RandomUnits } from "../../../../../runtime/testing/random/random-units.js";
import { Random } from "../../../../../runtime/testing/random/random.js";
import { commit, commitWith, time } from "../../../../../runtime/testing/scripted-writes.js";
import { MemoryBucket } from "../memory-bucket.js";
import { readTables } from "./local-tables.js";
import { newContent, newFolder, openWith } from "./new-place.js";

const policies = [
  { name: "the log alone", options: {} },
  { name: "a snapshot after every segment", options: { snapshotAfter: { segments: 1, bytes: 1_000_000 }, minimumAge: 0 } },
  { name: "a snapshot after seven segments", options: { snapshotAfter: { segments: 7, bytes: 1_000_000 }, minimumAge: 0 } },
  { name: "a snapshot after a few kilobytes", options: { snapshotAfter: { segments: 1000, bytes: 20_000 }, minimumAge: 0 } },
];
const firstSeed = Number(process.env["SPECSTAR_SEED"] ?? Date.now() % 1_000_000_000);

for (const [run, { name, options }] of policies.entries()) {
  const seed = firstSeed + run;
  it(`opens the same database again, row by row, from ${name} (SPECSTAR_SEED=${seed})`, async () => {
    const content = await newContent();
    const [first, second] = [await newFolder(), await newFolder()];
    const before = await openWith(new MemoryBucket(content), { ...options, cacheDir: first });
    const counts = await writeAtRandom(before, new Random(seed));
    const written = await readTables(first);
    const after = await openWith(new MemoryBucket(content), { ...options, cacheDir: second });
    expect(await readTables(second)).toEqual(written);
    expect(Math.min(counts.committed, counts.refused)).toBeGreaterThan(10);
    await Promise.all([before.close(), after.close()]);
  });
}

/** Units of all kinds, several under way at a time, refused ones and dry runs among them, receipts, and migrations up and down. */
async function writeAtRandom({ store, migrations }: MetaPart, random: Random): Promise<{ committed: number; refused: number }> {
  const plain = toPlainStore(store);
  const units = new RandomUnits(random);
  const counts = { committed: 0, refused: 0 };
  for (let step = 0; step < 60; step++) {
    const batch = Array.from({ length: 1 + random.below(4) }, () => units.next());
    const trial = commitWith(plain, { dryRun: true }, ...units.next());
    const outcomes = await Promise.all(batch.map((unit) => commit(plain, ...unit)));
    await trial;
    for (const [at, unit] of batch.entries()) {
      if (outcomes[at]?.kind === "committed") units.committed(unit);
      counts[outcomes[at]?.kind === "committed" ? "committed" : "refused"]++;
    }
    await useReceipts(store.receipts, random, step);
    await migrate(migrations, step);
  }
  return counts;
}

async function useReceipts(receipts: MetaPart["store"]["receipts"], random: Random, step: number): Promise<void> {
  const held = { key: `key-${random.below(10)}`, token: `token-${step}` };
  await receipts.begin({ ...held, fingerprint: "f", now: time(step), leaseUntil: time(step + 5), expires: time(step + 20) });
  if (random.chance(0.5)) await receipts.finish({ ...held, answer: JSON.stringify({ step, text: "'\u0000\ud83d\ude00\u2028" }) });
  if (random.chance(0.3)) await receipts.abandon(held);
  if (random.chance(0.2)) await receipts.sweep(time(step));
}

async function migrate(migrations: MetaPart["migrations"], step: number): Promise<void> {
  const id = `2026010200${String(step).padStart(4, "0")}_more`;
  const sql = `CREATE TABLE more_${step} AS SELECT resource_id, data_weight / 3 AS third FROM specimen; CREATE INDEX more_${step}_third ON more_${step} (third);`;
  if (step % 10 !== 3) return;
  await migrations?.apply({ id, sql, checksum: "sha256:1" });
  if (step % 20 === 3) await migrations?.revert({ id, down: `DROP TABLE more_${step};` });
}
