import type { Channel, ChannelModel } from "amqplib";
import { SpecstarError } from "../../core/errors.js";
import { explainFailure, reasonOf } from "./broker-error.js";
import type { BrokerSettings } from "./broker-options.js";
import { loadConnect } from "./driver.js";
import { within } from "./patience.js";

/** How long an orderly end may take; what is silent for longer is left to its heartbeat. */
const CLOSING_MS = 3_000;

/** One connection to a broker, made when it is first asked for, and anew after it was lost. */
export class BrokerConnection {
  readonly settings: BrokerSettings;
  #model: Promise<ChannelModel> | null = null;
  #isClosed = false;
  /** Pending while the broker takes no messages. */
  #blocked: Promise<void> | null = null;
  #trouble: string | null = null;

  constructor(settings: BrokerSettings) {
    this.settings = settings;
  }

  /** @throws BACKEND_UNAVAILABLE when the broker can't be reached or lets nobody in; CONFIG_INVALID when the driver is missing. */
  open(): Promise<ChannelModel> {
    if (this.#isClosed) return Promise.reject(new SpecstarError("BACKEND_UNAVAILABLE", `The connection to the broker ${this.settings.name} was closed.`));
    return (this.#model ??= this.#connect());
  }

  /** Resolves while the broker takes messages: one that is short of memory or disk asks to wait. */
  async whenUnblocked(): Promise<void> {
    await this.#blocked;
  }

  /** What last went wrong with it, as a sentence; null when nothing has. */
  get trouble(): string | null {
    return this.#trouble;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const model = await this.#model?.catch(() => null);
    if (model) await closeOrderly(model);
  }

  async #connect(): Promise<ChannelModel> {
    const { url, name, connectTimeout } = this.settings;
    try {
      const connect = await loadConnect();
      const model = await connect(url, { timeout: connectTimeout, noDelay: true, clientProperties: { connection_name: "specstar" } });
      this.#watch(model);
      return model;
    } catch (error) {
      this.#model = null;
      this.#trouble = reasonOf(error);
      throw explainFailure(name, error);
    }
  }

  #watch(model: ChannelModel): void {
    model.on("error", (error) => (this.#trouble = reasonOf(error)));
    model.on("blocked", (reason) => {
      this.#trouble = `It takes no messages for now: ${reason}.`;
      this.#blocked ??= Promise.race(["unblocked", "close"].map((event) => once(model, event)));
    });
    model.on("unblocked", () => {
      this.#trouble = null;
      this.#blocked = null;
    });
    model.on("close", () => {
      this.#model = null;
      this.#blocked = null;
    });
  }
}

function once(model: ChannelModel, event: string): Promise<void> {
  return new Promise((done) => model.once(event, () => done()));
}

/** Closes a connection or a channel. One that is lost meanwhile says so by its event alone. */
export async function closeOrderly(closing: ChannelModel | Channel): Promise<void> {
  const closed = new Promise<void>((done) => closing.once("close", () => done()));
  await within(CLOSING_MS, () => Promise.race([closed, closing.close()]), () => new Error("It is silent.")).catch(() => {});
}
