import type { Response } from "express";
import { CACHING } from "../send.js";
import { noteEndless } from "../stopping.js";

/** Between two signs of life, in milliseconds: proxies close what is silent for long. */
const PING_INTERVAL = 15_000;
/** When a client should come back that has lost its connection, in milliseconds. */
const RETRY = 1_000;

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) as the answer to a request. */
export interface EventStream {
  /** Whether the client has yet to take what was sent before: more would have to be kept for it. */
  isBehind(): boolean;
  /** Resolves when the client is not behind, or gone. */
  caughtUp(): Promise<void>;
  /** Whether nobody is there any more. */
  isClosed(): boolean;
  /** @param id what the client sends as Last-Event-ID when it comes back */
  send(event: string, data: unknown, id?: string): void;
  end(): void;
}

/** Begins the answer, to a client that is still there. It ends when its server stops. */
export function openEventStream(res: Response, onClose: () => void): EventStream {
  const isClosed = (): boolean => res.destroyed || res.writableEnded;
  const isBehind = (): boolean => !isClosed() && res.writableNeedDrain;
  const write = (text: string): void => void (isClosed() || res.write(text));
  const end = (): void => void res.end();
  const ping = setInterval(() => isBehind() || write(":\n\n"), PING_INTERVAL).unref();
  res.once("close", () => {
    clearInterval(ping);
    onClose();
  });
  noteEndless(res, end);
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": CACHING, "X-Accel-Buffering": "no" });
  write(`retry: ${RETRY}\n\n`);
  return {
    isBehind,
    isClosed,
    caughtUp: () => (isBehind() ? drained(res) : Promise.resolve()),
    // JSON has no line breaks, so that it is one line of data.
    send: (event, data, id) => write(`event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`),
    end,
  };
}

function drained(res: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      res.off("drain", done).off("close", done);
      resolve();
    };
    res.on("drain", done).on("close", done);
  });
}
