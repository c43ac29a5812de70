import { createServer, type Server } from "node:http";
import type { Express } from "express";
import { SpecstarError } from "../core/errors.js";
import type { Storage } from "../stores/storage.js";
import { answerClientError } from "./client-error.js";
import { fastClasses } from "./fast-classes.js";
import { refuseExpectation, requireHost } from "./request-checks.js";
import { createShutdown, type Background } from "./shutdown.js";

export interface ServeOptions {
  /** Closed when the server has stopped. */
  readonly storage?: Pick<Storage, "close" | "description">;
  /** What works in the background of the server, as workers and keepers of jobs do: told to stop with it, and waited for before the storage is closed. */
  readonly workers?: readonly Background[];
  /** Where to listen; else the environment's HOST, else 127.0.0.1. */
  readonly host?: string;
  /** Else the environment's PORT, else 3000; 0 takes a free one. */
  readonly port?: number;
  readonly timeouts?: Partial<Timeouts>;
  /** Told where the server listens. A line on stderr when it isn't given, and one that says what the storage is made of. */
  readonly onReady?: (url: string) => void;
}

/** In milliseconds. */
export interface Timeouts {
  /** For the headers of a request to arrive: 15 s. */
  readonly headers: number;
  /** For a whole request to arrive: 60 s. */
  readonly request: number;
  /** For the next request on a connection: 65 s, longer than the usual load balancer keeps one. */
  readonly keepAlive: number;
  /** Between the order to stop and the end of accepting, in which `/readyz` says no and all else is answered: 0 s. What a load balancer needs to notice. */
  readonly drain: number;
  /** For the requests at work to be answered once no more are accepted, and for what works in the background; as much again for the storage to close: 10 s. */
  readonly shutdown: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly server: Server;
  /** Stops accepting, answers what is at work, stops the workers, and closes the storage. Resolves when all is done; calling again waits for the same. */
  close(): Promise<void>;
}

const TIMEOUTS: Timeouts = { headers: 15_000, request: 60_000, keepAlive: 65_000, drain: 0, shutdown: 10_000 };

/**
 * Serves an Express app, several times faster than `app.listen` before Node 24, and answers as problems what Node refuses by itself.
 * SIGTERM and SIGINT stop it gracefully; a second signal ends the process at once.
 *
 * @throws CONFIG_INVALID when it can't listen at the address, saying why.
 */
export async function serve(app: Express, options: ServeOptions = {}): Promise<RunningServer> {
  const address = { host: options.host ?? process.env["HOST"] ?? "127.0.0.1", port: options.port ?? parsePort(process.env["PORT"]) };
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const server = createAppServer(app, timeouts);
  const shutdown = createShutdown(server, { storage: options.storage, workers: options.workers ?? [], drain: timeouts.drain, timeout: timeouts.shutdown });
  await listen(server, address);
  shutdown.onSignals();
  const url = toUrl(server, address.host);
  if (options.onReady === undefined) announce(url, options.storage?.description);
  else options.onReady(url);
  return { url, server, close: shutdown.close };
}

function createAppServer(app: Express, timeouts: Timeouts): Server {
  const server = createServer({
    ...fastClasses(app),
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    connectionsCheckingInterval: Math.min(5_000, timeouts.headers, timeouts.request),
    // Checked below, where it is answered as a problem.
    requireHostHeader: false,
  });
  server.on("request", requireHost(app));
  server.on("checkExpectation", refuseExpectation);
  server.on("clientError", answerClientError);
  return server;
}

function parsePort(text: string | undefined): number {
  if (text === undefined || text === "") return 3000;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new SpecstarError("CONFIG_INVALID", `PORT is "${text}"; it must be a number from 0 to 65535.`);
}

interface Address {
  readonly host: string;
  readonly port: number;
}

function listen(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(explainListenError(error, address));
    server.once("error", refuse);
    server.listen(address, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

const LISTEN_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there. Stop it, or set PORT to another number",
  EACCES: "this user may not. Ports below 1024 need more rights: set PORT to a higher one",
  EADDRNOTAVAIL: "this machine does not have the address. Set HOST to one that it has",
  ENOTFOUND: "the name is unknown. Set HOST to an address of this machine",
};

function explainListenError(error: NodeJS.ErrnoException, { host, port }: Address): SpecstarError {
  const reason = LISTEN_ERRORS[error.code ?? ""] ?? error.message;
  return new SpecstarError("CONFIG_INVALID", `The server can't listen at ${host}:${port}: ${reason}.`, [], { cause: error });
}

function toUrl(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function announce(url: string, storage: string | undefined): void {
  process.stderr.write(`Listening on ${url}\n${storage === undefined ? "" : `Storage: ${storage}\n`}`);
}
