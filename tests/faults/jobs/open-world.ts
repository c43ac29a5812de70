import type { JobSettings } from "@specstar/runtime";
import { JobManager, startKeeper, type Keeper, type OnTrouble } from "@specstar/runtime/jobs";
import { postgresStorage } from "@specstar/runtime/postgres";
import { rabbitmqQueue, type RabbitmqOptions } from "@specstar/runtime/rabbitmq";
import type { Storage } from "@specstar/runtime";
import { queueOf } from "../../../runtime/jobs/queue-of.js";
import { shipSpec, type ShipManager } from "../../runtime/jobs/ship.js";

/** Where jobs are, and how they are run. Plain JSON, so that another process can be told. */
export interface Place {
  readonly dsn: string;
  /** Null where workers look for jobs in the table themselves. */
  readonly rabbitmq: RabbitmqOptions | null;
  readonly settings: Partial<JobSettings>;
  /** Of each worker. */
  readonly concurrency: number;
}

/** Jobs as a program has them. */
export interface World {
  readonly storage: Storage;
  readonly ships: ShipManager;
  /** Looks after the jobs, as one process at least has to. */
  keep(onTrouble?: OnTrouble): Keeper;
  close(): Promise<void>;
}

export async function openWorld({ dsn, rabbitmq, settings }: Place): Promise<World> {
  const storage = { ...(await postgresStorage({ dsn, poolSize: 3 })), queue: rabbitmq === null ? undefined : rabbitmqQueue(rabbitmq) };
  const ships = new JobManager(shipSpec(settings), storage);
  const queue = queueOf(storage);
  return {
    storage,
    ships,
    keep: (onTrouble) => startKeeper([ships.desk], queue, { onTrouble }),
    close: async () => {
      await queue.close();
      await storage.close();
    },
  };
}
