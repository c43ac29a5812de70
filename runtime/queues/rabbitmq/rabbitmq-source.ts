import type { JobDesk } from "../../jobs/job-desk.js";
import { isResourceId } from "../../core/ids.js";
import type { ClaimedRow } from "../../stores/job-table.js";
import type { BrokerConnection } from "../amqp/connection.js";
import { openConsumer } from "../amqp/consumer.js";
import type { Delivery } from "../amqp/delivery.js";
import type { KeptChannel } from "../amqp/kept-channel.js";
import { timeToLookAgain } from "../amqp/look-again.js";
import type { Publisher } from "../amqp/publisher.js";
import type { OutgoingMessage } from "../amqp/publishing-channel.js";
import type { JobSource, Settlement, SubscribeOptions } from "../message-queue.js";
import { Arrivals } from "./arrivals.js";
import { toDeadMessage, toDelayedMessage, type DeathReason } from "./messages.js";
import type { Topology } from "./topology.js";

/** A message whose body is no resource id has no more than this of it shown. */
const LONGEST_ID = 512;

interface Parts {
  readonly desk: JobDesk;
  readonly topology: Topology;
  readonly connection: BrokerConnection;
  readonly publisher: Publisher;
}

/** The messages of a model, each of them held until what became of its job is in the table. */
export class RabbitmqSource implements JobSource {
  readonly #parts: Parts;
  readonly #onTrouble: SubscribeOptions["onTrouble"];
  readonly #arrivals = new Arrivals<Delivery>();
  /** By the hold of the job that came of it. */
  readonly #held = new Map<string, Delivery>();
  readonly #consumer: KeptChannel;

  constructor(parts: Parts, { concurrency, onTrouble }: SubscribeOptions) {
    this.#parts = parts;
    this.#onTrouble = onTrouble;
    this.#consumer = openConsumer(parts.connection, {
      queue: parts.topology.main,
      prefetch: concurrency,
      onDelivery: (delivery) => this.#arrivals.add(delivery),
      onTrouble,
    });
  }

  async take(limit: number, signal: AbortSignal): Promise<readonly ClaimedRow[]> {
    while (!signal.aborted) {
      const rows = await this.#claim(await this.#arrivals.take(limit, signal));
      if (rows.length > 0) return rows;
    }
    return [];
  }

  async settle(row: ClaimedRow, settlement: Settlement): Promise<void> {
    const key = keyOf(row);
    const delivery = this.#held.get(key);
    if (delivery === undefined) return;
    this.#held.delete(key);
    if (settlement.kind === "failed") await this.#bury(delivery, "failed", settlement.error);
    else if (settlement.kind === "waits") await this.#delay(delivery, settlement.until.getTime() - Date.now());
    else delivery.acknowledge();
  }

  async close(): Promise<void> {
    await this.#consumer.close();
    this.#held.clear();
  }

  async #claim(deliveries: readonly Delivery[]): Promise<readonly ClaimedRow[]> {
    const byId = await this.#readable(deliveries);
    if (byId.size === 0) return [];
    const rows = await this.#parts.desk.claim(byId.size, [...byId.keys()]).catch((error: unknown) => {
      this.#arrivals.putBack([...byId.values()]);
      throw error;
    });
    for (const row of rows) this.#hold(row, byId);
    await this.#leave(byId);
    return rows;
  }

  /** Jobs that can't be had are done, or waiting, or held. Those that wait come again; those that are held as well, in case their worker has died. */
  async #leave(byId: ReadonlyMap<string, Delivery>): Promise<void> {
    if (byId.size === 0) return;
    const { desk } = this.#parts;
    const found = new Map((await desk.read([...byId.keys()])).map((row) => [row.resourceId, row]));
    const leave = async ([resourceId, delivery]: readonly [string, Delivery]) => {
      const row = found.get(resourceId);
      if (row?.hold === null) await this.#delay(delivery, timeToLookAgain(row.dueAt) - Date.now());
      else if (row !== undefined && delivery.message.fields.redelivered) await this.#delay(delivery, desk.settings.lease);
      else delivery.acknowledge();
    };
    await Promise.all([...byId].map(leave));
  }

  #hold(row: ClaimedRow, byId: Map<string, Delivery>): void {
    const delivery = byId.get(row.resourceId);
    byId.delete(row.resourceId);
    if (delivery !== undefined) this.#held.set(keyOf(row), delivery);
  }

  /** Of two messages for the same job, the first. */
  async #readable(deliveries: readonly Delivery[]): Promise<Map<string, Delivery>> {
    const { model } = this.#parts.desk;
    const byId = new Map<string, Delivery>();
    for (const delivery of deliveries) {
      const id = delivery.message.content.toString("utf8", 0, LONGEST_ID);
      if (!isResourceId(model, id)) await this.#bury(delivery, "unreadable", `It names no resource of the model ${model}.`);
      else if (byId.has(id)) delivery.acknowledge();
      else byId.set(id, delivery);
    }
    return byId;
  }

  async #bury(delivery: Delivery, reason: DeathReason, error: string): Promise<void> {
    await this.#pass(toDeadMessage(this.#parts.topology, delivery.message, reason, error));
    delivery.acknowledge();
  }

  async #delay(delivery: Delivery, wait: number): Promise<void> {
    const message = toDelayedMessage(this.#parts.topology, delivery.message, wait);
    if (message !== undefined) await this.#pass(message);
    delivery.acknowledge();
  }

  /** What can't be brought is told and left: a job that waits is sent when it may start, and one that has failed stays to be seen. */
  async #pass(message: OutgoingMessage): Promise<void> {
    await this.#parts.publisher.publish([message]).catch(this.#onTrouble);
  }
}

function keyOf({ resourceId, hold }: ClaimedRow): string {
  return `${resourceId} ${hold.token}`;
}
