import type { Channel, Options } from "amqplib";
import { explainDeclaration } from "./broker-error.js";

/** A queue as it is to be at the broker. */
export interface QueueDeclaration {
  readonly name: string;
  readonly options: Options.AssertQueue;
  /** Where its messages go by themselves: that must be there first, or they are lost. */
  readonly leadsTo?: QueueDeclaration;
}

/** Makes a queue unless it is there. @throws CONFIG_INVALID when it is there with other arguments. */
export async function declareQueue(channel: Channel, { name, options, leadsTo }: QueueDeclaration): Promise<void> {
  if (leadsTo !== undefined) await declareQueue(channel, leadsTo);
  try {
    await channel.assertQueue(name, options);
  } catch (error) {
    throw explainDeclaration(name, error);
  }
}
