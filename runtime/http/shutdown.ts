import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Storage } from "../stores/storage.js";

export interface Shutdown {
  /** Stops the server, once. */
  close(): Promise<void>;
  /** Makes SIGTERM and SIGINT stop it too, until it is stopped. */
  onSignals(): void;
}

interface ShutdownOptions {
  readonly storage: Pick<Storage, "close"> | undefined;
  /** In milliseconds: what is still at work then is cut off. */
  readonly timeout: number;
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** How often connections are closed that have become idle meanwhile, in milliseconds. */
const SWEEP_INTERVAL = 50;

/** Prepares a server for a graceful end. Call it before the server listens. */
export function createShutdown(server: Server, { storage, timeout }: ShutdownOptions): Shutdown {
  const sockets = trackSockets(server);
  let closing: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    server.prependListener("request", announceEnd);
    await closeServer(server, { sockets, timeout });
    await storage?.close();
  };
  const close = (): Promise<void> => (closing ??= stop());
  const onSignal = (): void => {
    close().catch(reportFailure);
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

/** A request that still comes in on an open connection is answered, as the last one. */
function announceEnd(_req: unknown, res: ServerResponse): void {
  res.setHeader("Connection", "close");
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
    // Node does not count a connection as idle that has not sent anything yet.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}

function reportFailure(error: unknown): void {
  process.exitCode = 1;
  process.stderr.write(`The server did not stop cleanly: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
