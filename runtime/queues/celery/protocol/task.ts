import { isObject, readJson } from "./read-json.js";
import { toOutgoing, type Outgoing, type Wire } from "./wire.js";

/** A task that somebody has sent: what we use of version 2 of the protocol (https://docs.celeryq.dev/en/stable/internals/protocol.html). */
export interface Task extends Asked {
  readonly args: readonly unknown[];
  /** How often it has been tried before. */
  readonly retries: number;
  /** Not to be started before this time. */
  readonly eta: Date | null;
  /** Not to be started from this time on. */
  readonly expires: Date | null;
}

/** Who has asked for what, and where the answer goes. */
export interface Asked {
  readonly id: string;
  readonly name: string;
  readonly replyTo: string | null;
  readonly correlationId: string;
}

/** A task, or what can be said to the one who sent it; null when it can't even be answered. */
export type ReadTask = { readonly task: Task } | { readonly asked: Asked | null; readonly problem: string };

/** Reads a message of a queue of Celery's. */
export function readTask(wire: Wire): ReadTask {
  const asked = readAsked(wire);
  if (asked === null) return { asked, problem: "It has no headers of version 2 of Celery's message protocol." };
  const json = readJson(wire);
  if ("problem" in json) return { asked, problem: json.problem };
  const body = readBody(json.value);
  if (typeof body === "string") return { asked, problem: body };
  const { eta, expires, retries } = wire.properties.headers ?? {};
  const times = [readTime(eta), readTime(expires)] as const;
  if (times[0] === undefined || times[1] === undefined) return { asked, problem: "Its eta or expires is not a time in ISO 8601." };
  return { task: { ...asked, args: body, retries: typeof retries === "number" ? retries : 0, eta: times[0], expires: times[1] } };
}

function readAsked({ properties }: Wire): Asked | null {
  const { id, task } = properties.headers ?? {};
  if (!isName(id) || !isName(task)) return null;
  const { replyTo, correlationId } = properties;
  return { id, name: task, replyTo: isName(replyTo) ? replyTo : null, correlationId: isName(correlationId) ? correlationId : id };
}

/** The arguments, of which the named ones are a single one, or what is wrong. What can't be honoured is refused: a part of a workflow that is left out stops all of it. */
function readBody(body: unknown): readonly unknown[] | string {
  if (!Array.isArray(body)) return "Its body is not [args, kwargs, embed].";
  const [args, kwargs, embed]: unknown[] = body;
  if (!Array.isArray(args) || !isObject(kwargs)) return "Its body is not [args, kwargs, embed].";
  const isNamed = Object.keys(kwargs).length > 0;
  if (isNamed && args.length > 0) return "It has positional and named arguments: the payload is to be the one, or the fields of the other.";
  const more = isObject(embed) ? Object.entries(embed).find(([, value]) => !isEmpty(value)) : undefined;
  return more === undefined ? (isNamed ? [kwargs] : args) : `It has "${more[0].slice(0, 100)}": links, chains and chords have to be kept by a task of Celery's own.`;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** AMQP keeps names of at most 255 bytes, so does this. */
function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 255;
}

/** A time without a zone is in UTC. */
function readTime(value: unknown): Date | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return undefined;
  const time = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

export interface NewTask {
  readonly id: string;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly retries: number;
  readonly priority: number;
  /** For how long it may run, in milliseconds. */
  readonly timeLimit: number | null;
  readonly replyTo?: string | undefined;
}

/** Celery knows of no priority below 0, and RabbitMQ takes none over 255. */
const HIGHEST_PRIORITY = 9;

/** The message that asks for a task. Arguments don't show in logs of Celery: they may be secret. */
export function writeTask({ id, name, args, retries, priority, timeLimit, replyTo }: NewTask): Outgoing {
  const hidden = { argsrepr: "(...)", kwargsrepr: "{}" };
  const none = { eta: null, expires: null, shadow: null, group: null, group_index: null, parent_id: null };
  const limits = [timeLimit === null ? null : timeLimit / 1000, null];
  const headers = { lang: "js", task: name, id, root_id: id, retries, timelimit: limits, origin: "specstar", ignore_result: replyTo === undefined, ...hidden, ...none };
  const options = { deliveryMode: 2, correlationId: id, priority: Math.min(HIGHEST_PRIORITY, Math.max(0, priority)), ...(replyTo !== undefined && { replyTo }) } as const;
  return toOutgoing([args, {}, { callbacks: null, errbacks: null, chain: null, chord: null }], headers, options);
}

/** The same task once more, as Celery sends one that is to be tried again: under its id, with its answer going where it did. */
export function writeAgain({ content, properties }: Wire, { id, replyTo, correlationId }: Asked, again: { readonly retries: number; readonly eta: Date }): Outgoing {
  const headers = { ...properties.headers, id, retries: again.retries, eta: again.eta.toISOString() };
  const plain = { contentType: "application/json", contentEncoding: "utf-8", deliveryMode: 2 } as const;
  return { content, options: { headers, ...plain, correlationId, ...(replyTo !== null && { replyTo }) } };
}
