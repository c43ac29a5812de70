import type { Outgoing } from "./protocol/wire.js";

/**
 * What the driver is given to send, with headers that Celery reads as they were meant: the driver writes an integer that fits in two bytes with
 * the tag "s", which is a signed short to RabbitMQ, and a short string to Celery's py-amqp, as AMQP 0-9-1 says (4.2.1; RabbitMQ's errata, 3).
 */
export function toProperties(options: Outgoing["options"]): Outgoing["options"] {
  return { ...options, headers: toTable(options.headers) };
}

function toTable(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, toField(value)]));
}

function toField(value: unknown): unknown {
  if (Number.isInteger(value)) return { "!": Math.abs(Number(value)) < 2 ** 31 ? "int32" : "int64", value };
  if (Array.isArray(value)) return value.map(toField);
  // What names its type for the driver is left as it is.
  return isTable(value) && !Object.hasOwn(value, "!") ? toTable(value) : value;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Buffer.isBuffer(value);
}
