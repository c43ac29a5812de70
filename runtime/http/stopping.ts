import type { IncomingMessage } from "node:http";

const stopping = new WeakSet<IncomingMessage>();

/** Remembers that a request came in while its server was about to stop. */
export function noteStopping(req: IncomingMessage): void {
  stopping.add(req);
}

/** Whether the server of a request was about to stop when it came in. */
export function isStopping(req: IncomingMessage): boolean {
  return stopping.has(req);
}
