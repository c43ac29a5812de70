import { isSpecstarError, SpecstarError } from "../../core/errors.js";
import { reasonOf } from "./broker-error.js";
import type { BrokerConnection } from "./connection.js";
import { pause, within } from "./patience.js";
import { PublishingChannel, type OutgoingMessage } from "./publishing-channel.js";

/** How many messages of one call wait for their confirmation at a time. */
const WINDOW = 500;

/** Brings messages to a broker, over outages that are short enough. A message may arrive twice then. */
export class Publisher {
  readonly #connection: BrokerConnection;
  readonly #underWay = new Set<Promise<void>>();
  #channel: Promise<PublishingChannel> | null = null;
  /** Why the last attempt failed, where the connection itself knows nothing. */
  #reason = "It does not answer.";

  constructor(connection: BrokerConnection) {
    this.#connection = connection;
  }

  /**
   * Resolves once the broker keeps all of the messages.
   *
   * @throws BACKEND_UNAVAILABLE when that takes too long: any of them may be kept then. CONFIG_INVALID when a queue is not as it is to be.
   */
  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    const pending = new Set(messages);
    const { publishTimeout } = this.#connection.settings;
    const work = within(publishTimeout, (signal) => this.#persist(pending, signal), () => this.#tooLate(pending.size));
    this.#underWay.add(work);
    try {
      await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** Lets go of the connection, after what was accepted has been brought or given up. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#connection.close();
  }

  async #persist(pending: Set<OutgoingMessage>, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; pending.size > 0 && !signal.aborted; attempt++) {
      try {
        await this.#sendAll(pending, signal);
      } catch (error) {
        if (isSpecstarError(error, "CONFIG_INVALID") || this.#connection.isClosed) throw error;
        this.#reason = reasonOf(error);
        await pause(attempt, signal);
      }
    }
  }

  async #sendAll(pending: Set<OutgoingMessage>, signal: AbortSignal): Promise<void> {
    const channel = await (this.#channel ??= this.#open());
    const rest = pending.values();
    const sendNext = async () => {
      for (const message of rest) {
        await this.#connection.whenUnblocked();
        if (signal.aborted) return;
        await channel.send(message);
        pending.delete(message);
      }
    };
    await Promise.all(Array.from({ length: Math.min(WINDOW, pending.size) }, sendNext));
  }

  #open(): Promise<PublishingChannel> {
    const forget = () => (this.#channel = null);
    const opening = PublishingChannel.open(this.#connection, forget);
    opening.catch(forget);
    return opening;
  }

  #tooLate(count: number): SpecstarError {
    const { name, publishTimeout } = this.#connection.settings;
    const reason = this.#connection.trouble ?? this.#reason;
    return new SpecstarError("BACKEND_UNAVAILABLE", `The broker ${name} did not confirm ${count} messages within ${publishTimeout / 1000} s. ${reason}`);
  }
}
