import { setTimeout as wait } from "node:timers/promises";
import type { JobDesk } from "../../../jobs/job-desk.js";
import type { Delivery } from "../../amqp/delivery.js";
import type { Link } from "../link.js";
import type { Names } from "../names.js";
import { InTurn } from "./in-turn.js";
import { HoldKeeper, type KeepOptions } from "./keep-holds.js";
import { takeResult } from "./take-results.js";

/** As many results as are taken in at a time. */
const PREFETCH = 50;
const RETRY_MS = 1_000;

interface AttendOptions extends KeepOptions {
  readonly onTrouble: (error: unknown) => void;
}

/** Looks after the jobs of a model that are with Celery, until it is closed: keeps them held, and takes in what became of them. */
export function attend(desk: JobDesk, link: Link, names: Names, options: AttendOptions): { close(): Promise<void> } {
  const { onTrouble } = options;
  const closing = new AbortController();
  const inTurn = new InTurn();
  // Of one task the failures come before the end.
  const onDelivery = (delivery: Delivery) => inTurn.do(delivery.message.properties.correlationId, () => settle(desk, delivery, onTrouble, closing.signal));
  const results = link.consume(names.results, { prefetch: PREFETCH, onDelivery, onTrouble });
  const keeping = keep(new HoldKeeper(desk, link, options), desk.settings.lease / 3, onTrouble, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await Promise.all([results.close(), keeping]);
    },
  };
}

/** A result is the queue's until it is taken in, however long the database is away. */
async function settle(desk: JobDesk, delivery: Delivery, onTrouble: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await takeResult(desk, delivery.message);
      return delivery.acknowledge();
    } catch (error) {
      onTrouble(error);
      await pause(RETRY_MS, signal);
    }
  }
}

async function keep(keeper: HoldKeeper, interval: number, onTrouble: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await keeper.keepAll().catch(onTrouble);
    await pause(interval, signal);
  }
}

async function pause(time: number, signal: AbortSignal): Promise<void> {
  await wait(time, undefined, { signal }).catch(() => undefined);
}
