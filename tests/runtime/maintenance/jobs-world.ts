import { memoryStorage, type Storage } from "@specstar/runtime";
import { JobManager } from "@specstar/runtime/jobs";
import { onTestFinished } from "vitest";
import { shipSpec, type ShipManager } from "../jobs/ship.js";

export const ship = shipSpec();

export function shipsOf(storage: Storage): ShipManager {
  return new JobManager(ship, storage, { worker: "tug" });
}

export function openMemory(): Storage {
  const storage = memoryStorage();
  onTestFinished(() => storage.close());
  return storage;
}

const payload = { port: "Hamburg" };

/** Jobs in every state there is, by what their ids end with. */
export async function liveWithJobs(storage: Storage): Promise<void> {
  const ships = shipsOf(storage);
  const { desk } = ships;
  for (const id of ["done", "failed", "tried", "running"]) {
    await ships.create({ payload, maxRetries: id === "tried" ? 5 : 0 }, { id });
    const [row] = await desk.claim(1, [`ship:${id}`]);
    if (row === undefined) throw new Error(`${id} can't be claimed.`);
    if (id === "done") await desk.close(row, { kind: "completed", result: { crates: 3 } });
    else if (id !== "running") await desk.close(row, { kind: "failed", error: "storm", isFinal: false });
    else await desk.renew([{ row, progress: { value: 1, total: 2, message: null } }]);
  }
  await ships.create({ payload }, { id: "waits" });
  await ships.create({ payload, runAt: new Date("2040-01-01T00:00:00.000Z") }, { id: "delayed" });
  await ships.create({ payload, schedule: { kind: "cron", cron: "0 4 1 1 *" } }, { id: "yearly" });
  await ships.create({ payload }, { id: "deleted" });
  await ships.delete("ship:deleted");
}
