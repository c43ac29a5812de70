/** A message as it is on the wire: what we look at of it. A received one of the driver is one. */
export interface Wire {
  readonly content: Buffer;
  readonly properties: WireProperties;
}

export interface WireProperties {
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly contentType?: unknown;
  readonly contentEncoding?: unknown;
  readonly correlationId?: unknown;
  readonly replyTo?: unknown;
}

/** A message that is to be sent. */
export interface Outgoing {
  readonly content: Buffer;
  readonly options: {
    readonly headers: Readonly<Record<string, unknown>>;
    readonly contentType: string;
    readonly contentEncoding: string;
    readonly deliveryMode: 1 | 2;
    readonly correlationId?: string;
    readonly replyTo?: string;
    readonly priority?: number;
  };
}

type OutgoingOptions = Pick<Outgoing["options"], "deliveryMode" | "correlationId" | "replyTo" | "priority">;

/** A message with a value as JSON. */
export function toOutgoing(value: unknown, headers: Readonly<Record<string, unknown>>, options: OutgoingOptions): Outgoing {
  return { content: Buffer.from(JSON.stringify(value)), options: { headers, contentType: "application/json", contentEncoding: "utf-8", ...options } };
}
