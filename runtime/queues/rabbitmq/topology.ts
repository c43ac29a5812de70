import type { QueueDeclaration } from "../amqp/queue-declaration.js";

/** The queues of one model. */
export interface Topology {
  /** What may start. */
  readonly main: QueueDeclaration;
  /** What waits, the shortest first. All messages of one wait as long, so that none of them waits behind a slower one. */
  readonly delays: readonly Delay[];
  /** What was given up, and what can't be read: for people to look at, the oldest gone first. */
  readonly dead: QueueDeclaration;
}

export interface Delay {
  readonly wait: number;
  readonly queue: QueueDeclaration;
}

const HIGHEST_PRIORITY = 10;
const MOST_DEAD = 10_000;
const WAITS = [1_000, 5_000, 30_000, 180_000, 900_000];

export function topologyOf(prefix: string, model: string): Topology {
  const name = `${prefix}${model}`;
  const main = { name, options: { durable: true, maxPriority: HIGHEST_PRIORITY } };
  return { main, delays: WAITS.map((wait) => toDelay(main, wait)), dead: { name: `${name}.dead`, options: { durable: true, maxLength: MOST_DEAD } } };
}

function toDelay(main: QueueDeclaration, wait: number): Delay {
  const options = { durable: true, messageTtl: wait, deadLetterExchange: "", deadLetterRoutingKey: main.name };
  return { wait, queue: { name: `${main.name}.wait.${wait / 1000}s`, options, leadsTo: main } };
}

/** A job's priority, from -100 to 100, among the few that a queue has. */
export function toPriority(priority: number): number {
  return Math.min(HIGHEST_PRIORITY, Math.max(0, Math.round(((priority + 100) / 200) * HIGHEST_PRIORITY)));
}
