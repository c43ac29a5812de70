import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { randomUUID } from "node:crypto";
import { openResponse } from "./open-response.js";
import { createHttpProblem } from "./problem.js";

/** How long a refused client has to read the answer before the connection is cut. */
const LINGER_MS = 1_000;

/** What Node's parser says, and what it means for the client; everything else is a request that is not HTTP. */
const REFUSALS: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "The headers are larger than the server reads."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "The chunk extensions are larger than the server reads."],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request did not arrive in time."],
};
const BAD_REQUEST = [400, "The request is not valid HTTP/1.1."] as const;

/** Connections that are being refused: the parser can complain about the same one again. */
const refused = new WeakSet<Socket>();

/**
 * Answers what Node's parser refuses, as a problem, and closes the connection. Listens to `clientError`. An answer that has begun is
 * cut instead, and one that an earlier request still waits for is sent first.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (refused.has(socket)) return;
  refused.add(socket);
  if (error.code === "ECONNRESET") socket.destroy();
  else refuse(socket, REFUSALS[error.code ?? ""] ?? BAD_REQUEST);
}

function refuse(socket: Socket, refusal: readonly [status: number, detail: string]): void {
  const open = openResponse(socket);
  if (open?.req.complete === true && !open.writableFinished) {
    // After it, the connection may be at the next of several pipelined requests.
    open.once("close", () => setImmediate(refuse, socket, refusal));
    return;
  }
  if (!socket.writable || (open?.headersSent === true && !open.writableFinished)) {
    socket.destroy();
    return;
  }
  socket.end(encodeRefusal(...refusal));
  const cut = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(cut));
}

function encodeRefusal(status: number, detail: string): string {
  const requestId = randomUUID();
  const body = JSON.stringify(createHttpProblem(status, detail, requestId));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Date: ${new Date().toUTCString()}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}
