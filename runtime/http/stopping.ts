import type { IncomingMessage, ServerResponse } from "node:http";

const stopping = new WeakSet<IncomingMessage>();

/** Remembers that a request came in while its server was about to stop. */
export function noteStopping(req: IncomingMessage): void {
  stopping.add(req);
}

/** Whether the server of a request was about to stop when it came in. */
export function isStopping(req: IncomingMessage): boolean {
  return stopping.has(req);
}

const endless = new WeakMap<ServerResponse, () => void>();

/** Remembers how an answer is ended that has no end by itself. */
export function noteEndless(res: ServerResponse, end: () => void): void {
  endless.set(res, end);
}

/** Ends an answer that has no end by itself: its server is about to stop. */
export function endEndless(res: ServerResponse): void {
  endless.get(res)?.();
}
