import { shipSpec } from "../../runtime/jobs/ship.js";
import { newBroker } from "../../services/rabbitmq-server.js";
import { newPostgres } from "../../services/rows/databases.js";
import { tablesOf } from "../../services/rows/tables.js";
import { makeNotes } from "./notes.js";
import type { Place } from "./open-world.js";

export const QUEUES = ["the simple queue", "RabbitMQ"] as const;

const tables = tablesOf([shipSpec().index]);
const NAMES = ["ship", "ship.dead", ...[1, 5, 30, 180, 900].map((seconds) => `ship.wait.${seconds}s`)];

/** An empty place, which is gone when the file's tests are done. */
export async function newPlace(queue: (typeof QUEUES)[number], options: Pick<Place, "settings" | "concurrency">): Promise<Place> {
  const dsn = await newPostgres(tables);
  await makeNotes(dsn);
  return { dsn, rabbitmq: queue === "RabbitMQ" ? await newBroker(...NAMES) : null, ...options };
}
