import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SpecstarError } from "../core/errors.js";
import type { Storage } from "../stores/storage.js";
import { createLog } from "../telemetry/index.js";
import { openResponse } from "./open-response.js";
import { endEndless, noteStopping } from "./stopping.js";

export interface Shutdown {
  /** Stops the server, once. */
  close(): Promise<void>;
  /** Makes SIGTERM and SIGINT stop it too, until it is stopped. */
  onSignals(): void;
}

/** Something that works in the background, such as a worker of jobs. */
export interface Background {
  /** Takes up nothing more, and resolves once it is done, or has given up what was not done after so many milliseconds. */
  stop(options: { readonly grace: number }): Promise<void>;
}

interface ShutdownOptions {
  readonly workers: readonly Background[];
  readonly storage: Pick<Storage, "close"> | undefined;
  /** In milliseconds: for how long requests are still taken, but told that it is the end. */
  readonly drain: number;
  /** In milliseconds: what is still at work then is cut off. */
  readonly timeout: number;
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** How often connections are closed that have become idle meanwhile, in milliseconds. */
const SWEEP_INTERVAL = 50;

/** What of the time limit is for handing back what could not be done, in milliseconds. */
const PARTING = 5_000;

/** How long a connection may take to send its first request once the server stops, in milliseconds. */
const SILENCE = 200;

/** Prepares a server for a graceful end. Call it before the server listens. */
export function createShutdown(server: Server, { storage, workers, drain, timeout }: ShutdownOptions): Shutdown {
  const sockets = trackSockets(server);
  let closing: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    const resting = stopWorkers(workers, timeout + drain);
    announceEnd(server, sockets);
    if (drain > 0) await new Promise((resume) => setTimeout(resume, drain));
    // The storage is closed even when the server can't be: what it accepted is finished then.
    await closeServer(server, { sockets, timeout }).finally(() => resting.finally(() => closeStorage(storage, timeout)));
  };
  const close = (): Promise<void> => (closing ??= stop());
  const onSignal = (): void => {
    close().catch(failAndExit);
  };
  return { close, onSignals: () => SIGNALS.forEach((signal) => process.on(signal, onSignal)) };
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

/**
 * Tells clients that their next request needs another connection (RFC 9112 section 9.6): with the answers that are not yet begun, and
 * those to requests that still come in on an open connection, each of them the last one there. Answers without an end get one.
 */
function announceEnd(server: Server, sockets: ReadonlySet<Socket>): void {
  for (const socket of sockets) {
    const open = openResponse(socket);
    if (open === undefined) continue;
    if (!open.headersSent) open.setHeader("Connection", "close");
    endEndless(open);
  }
  server.prependListener("request", (req: IncomingMessage, res: ServerResponse) => {
    noteStopping(req);
    res.setHeader("Connection", "close");
  });
}

function closeServer(server: Server, { sockets, timeout }: { sockets: ReadonlySet<Socket>; timeout: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL);
    const cut = setTimeout(() => server.closeAllConnections(), timeout);
    server.close((error) => {
      clearInterval(sweep);
      clearTimeout(cut);
      if (error === undefined) resolve();
      else reject(error);
    });
    // Node does not count a connection as idle that has not sent anything yet. Its first request may be on its way.
    setTimeout(() => sockets.forEach((socket) => socket.bytesRead === 0 && socket.destroy()), SILENCE).unref();
  });
}

/** Never rejects: what does not stop, or not in time, is left behind, and its jobs are another worker's when their leases are over. */
async function stopWorkers(workers: readonly Background[], timeout: number): Promise<void> {
  const late = new AbortController();
  const grace = Math.max(timeout - PARTING, 0);
  const stopped = Promise.allSettled(workers.map(async (worker) => worker.stop({ grace })));
  await Promise.race([stopped, sleep(timeout, undefined, { signal: late.signal })]).finally(() => late.abort());
}

/** @throws BACKEND_UNAVAILABLE when it takes longer than `timeout` milliseconds. */
async function closeStorage(storage: Pick<Storage, "close"> | undefined, timeout: number): Promise<void> {
  if (storage === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The storage did not close within ${timeout} ms. Acknowledged writes are safe; see why its database or network does not answer.`;
    timer = setTimeout(() => reject(new SpecstarError("BACKEND_UNAVAILABLE", message)), timeout);
  });
  await Promise.race([storage.close(), late]).finally(() => clearTimeout(timer));
}

/** What could not be closed would keep the process from ending by itself. */
function failAndExit(error: unknown): never {
  createLog().fail("error", "The server did not stop cleanly", { error, fields: {} });
  process.exit(1);
}
