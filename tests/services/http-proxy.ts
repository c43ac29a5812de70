import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

/**
 * What becomes of a request. The server never sees it: it gets 500, 503 or "slow down" for an answer, a reset, or none at all. Or the server
 * answers, and half of that arrives, or nothing of it: then the caller can't know that the work was done.
 */
export const FAULTS = ["500", "503", "slowDown", "reset", "timeout", "truncated", "ambiguous"] as const;
export type Fault = (typeof FAULTS)[number];

export interface HttpProxy {
  readonly url: string;
  /** Counts from 1 again, and says what becomes of each request from now on; without a plan, all of them pass. */
  plan(faultOf?: (count: number, request: IncomingMessage) => Fault | undefined): void;
  /** How many requests came since the plan was made. */
  requests(): number;
  /** How many faults there were in all. */
  faults(): number;
  close(): Promise<void>;
}

const ERRORS = {
  "500": { status: 500, code: "InternalError" },
  "503": { status: 503, code: "ServiceUnavailable" },
  slowDown: { status: 503, code: "SlowDown" },
} as const;

/** Stands between a client and a server. The header Host stays as it is, so that signatures stay good. */
export async function startHttpProxy(upstream: string): Promise<HttpProxy> {
  let faultOf: Parameters<HttpProxy["plan"]>[0];
  let requests = 0;
  let faults = 0;
  const server = createServer((incoming, response) => {
    requests += 1;
    const fault = faultOf?.(requests, incoming);
    if (fault !== undefined) faults += 1;
    answer({ incoming, response, upstream }, fault);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    plan: (next) => {
      faultOf = next;
      requests = 0;
    },
    requests: () => requests,
    faults: () => faults,
    close: () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      return closed;
    },
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstream: string;
}

function answer(exchange: Exchange, fault: Fault | undefined): void {
  const { incoming } = exchange;
  if (fault === "reset") return void incoming.socket.resetAndDestroy();
  if (fault === "timeout") return void incoming.resume();
  if (fault === "500" || fault === "503" || fault === "slowDown") return refuse(exchange, ERRORS[fault]);
  pass(exchange, fault);
}

function refuse({ incoming, response }: Exchange, { status, code }: { readonly status: number; readonly code: string }): void {
  incoming.resume().on("end", () => {
    response.writeHead(status, { "content-type": "application/xml" });
    response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>injected</Message></Error>`);
  });
}

function pass({ incoming, response, upstream }: Exchange, fault: "truncated" | "ambiguous" | undefined): void {
  const { socket } = incoming;
  const { hostname, port } = new URL(upstream);
  const forwarded = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answered) => {
    if (fault === "ambiguous") return void answered.resume().on("end", () => socket.resetAndDestroy());
    if (fault === "truncated") return truncate(answered, response);
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.on("error", () => socket.destroy());
    answered.pipe(response);
  });
  forwarded.on("error", () => socket.destroy());
  incoming.on("error", () => forwarded.destroy());
  incoming.pipe(forwarded);
}

/** The headers, and half of the bytes; of an answer without bytes, nothing. */
function truncate(answered: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  answered.on("data", (chunk: Buffer) => chunks.push(chunk));
  answered.on("end", () => {
    const bytes = Buffer.concat(chunks);
    if (bytes.length === 0) return void response.socket?.destroy();
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
  });
}
