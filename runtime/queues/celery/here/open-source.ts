import type { JobDesk } from "../../../jobs/job-desk.js";
import type { JobSource, SubscribeOptions } from "../../message-queue.js";
import type { Link } from "../link.js";
import type { Names } from "../names.js";
import { readRevoked } from "../protocol/revoke.js";
import { CelerySource } from "./celery-source.js";

/** How many tasks that wait for their time a source keeps beside those it runs. */
const MOST_POSTPONED = 1000;

/** Takes tasks from a queue of Celery's, and listens to what its workers are told. */
export function openSource(desk: JobDesk, link: Link, names: Names, { concurrency, onTrouble }: SubscribeOptions): JobSource {
  const onPostponed = (count: number) => consumption.setPrefetch(concurrency + Math.min(count, MOST_POSTPONED));
  const source = new CelerySource({ desk, link, names, onPostponed, onTrouble });
  const onLost = (error: unknown) => {
    source.forget();
    onTrouble(error);
  };
  const consumption = link.consume(names.queue, { prefetch: concurrency, onDelivery: (delivery) => source.receive(delivery), onTrouble: onLost });
  const control = link.listenToWorkers((wire) => readRevoked(wire).forEach((taskId) => source.revoke(taskId)), onTrouble);
  return {
    take: (limit, signal) => source.take(limit, signal),
    settle: (row, settlement) => source.settle(row, settlement),
    close: async () => {
      source.forget();
      await Promise.all([consumption.close(), control.close()]);
    },
  };
}
