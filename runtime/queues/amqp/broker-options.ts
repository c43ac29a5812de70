import { SpecstarError } from "../../core/errors.js";

/** How a broker is reached that speaks AMQP 0-9-1. Times are in milliseconds. */
export interface BrokerOptions {
  /** `amqp://user:password@host:port/vhost`, or `amqps:` for TLS; `amqp://127.0.0.1` unless said otherwise. */
  readonly url?: string | undefined;
  /** How long a connection may take to be made; 5000 unless said otherwise. */
  readonly connectTimeout?: number | undefined;
  /** How often each side shows that it lives, rounded up to seconds; after two times without a sign the connection is lost. 10000 unless said otherwise. */
  readonly heartbeat?: number | undefined;
  /** How long a message may wait until the broker has said that it keeps it; 10000 unless said otherwise. */
  readonly publishTimeout?: number | undefined;
}

/** Options that were checked, with the defaults. */
export interface BrokerSettings {
  /** With the password: not for messages. */
  readonly url: string;
  /** Host, port and virtual host, for messages. */
  readonly name: string;
  readonly connectTimeout: number;
  readonly publishTimeout: number;
}

const USUAL_PORTS = new Map([["amqp:", "5672"], ["amqps:", "5671"]]);
/** The longest time that a timer takes. */
const LONGEST = 2 ** 31 - 1;
/** The protocol has 16 bits for it. */
const LONGEST_HEARTBEAT = 65_535_000;

/** @throws CONFIG_INVALID that names the option. */
export function toBrokerSettings(options: BrokerOptions): BrokerSettings {
  const url = toUrl(options.url ?? "amqp://127.0.0.1");
  const heartbeat = whole("heartbeat", options.heartbeat ?? 10_000, LONGEST_HEARTBEAT);
  url.searchParams.set("heartbeat", String(Math.ceil(heartbeat / 1000)));
  return {
    url: url.href,
    name: `${url.hostname}:${url.port || USUAL_PORTS.get(url.protocol)}/${decodeURIComponent(url.pathname.slice(1))}`,
    connectTimeout: whole("connectTimeout", options.connectTimeout ?? 5000, LONGEST),
    publishTimeout: whole("publishTimeout", options.publishTimeout ?? 10_000, LONGEST),
  };
}

/** What is wrong is said without the text, which may hold a password. */
function toUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && USUAL_PORTS.has(url.protocol) && url.hostname !== "" && isEncoded(url.pathname)) return url;
  throw invalidOption("url", "must look like amqp://user:password@host:5672/vhost, or begin with amqps: for TLS; what is special in it is percent-encoded");
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function whole(option: string, value: number, most: number): number {
  if (Number.isInteger(value) && value > 0 && value <= most) return value;
  throw invalidOption(option, `must be a whole number from 1 to ${most}`);
}

/** An option of a queue that can't be. */
export function invalidOption(option: string, message: string): SpecstarError {
  return new SpecstarError("CONFIG_INVALID", `The queue's option ${option} ${message}.`, [{ path: `/${option}`, message }]);
}
