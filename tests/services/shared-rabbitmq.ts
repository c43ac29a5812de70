import { connect } from "amqplib";
import { startService, type Service } from "./start-service.js";

/** Where a broker for development may run already. */
const USUAL_URL = "amqp://guest:guest@127.0.0.1:5672";

/** The RabbitMQ broker of a run: one that runs already, or else one of our own. */
export class SharedRabbitmq {
  #started: Promise<Service> | undefined;
  #url: Promise<string> | undefined;

  /** Finds or starts it, when it is asked for first. @throws Error that says what to install or to start. */
  url(): Promise<string> {
    return (this.#url ??= this.#find());
  }

  async stop(): Promise<void> {
    const started = await this.#started?.catch(() => undefined);
    await started?.stop();
  }

  /** The one that RABBITMQ_URL names, which must be there then; or one at the usual place. */
  async #find(): Promise<string> {
    const named = process.env["RABBITMQ_URL"] || undefined;
    if (await letsIn(named ?? USUAL_URL)) return named ?? USUAL_URL;
    if (named !== undefined) throw new Error("RABBITMQ_URL names a broker that doesn't let its user in. Start it, or unset the variable.");
    this.#started = startService("rabbitmq");
    return `amqp://guest:guest@127.0.0.1:${(await this.#started).said.port}`;
  }
}

async function letsIn(url: string): Promise<boolean> {
  try {
    const connection = await connect(url, { timeout: 5_000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}
