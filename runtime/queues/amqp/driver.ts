import type { connect } from "amqplib";
import { SpecstarError } from "../../core/errors.js";

/** @throws CONFIG_INVALID when amqplib is missing. */
export async function loadConnect(): Promise<typeof connect> {
  try {
    return (await import("amqplib")).connect;
  } catch (error) {
    throw new SpecstarError("CONFIG_INVALID", "A queue over AMQP needs the package amqplib. Run `npm install amqplib`.", [], { cause: error });
  }
}
