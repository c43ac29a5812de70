import { connect } from "node:net";
import { readAnswer } from "./read-answer.js";

const NOTHING = Buffer.alloc(0);

/**
 * One keep-alive connection that has one request in flight at a time. Written on the bare socket, because Node's own client
 * costs more than the servers that are measured.
 *
 * @param {number} port on 127.0.0.1
 * @param {(status: number, answer: Buffer) => void} onAnswer
 * @param {(error: Error) => void} onError also when the server hangs up
 */
export function openConnection(port, onAnswer, onError) {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  let received = NOTHING;

  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    try {
      const answer = readAnswer(received);
      if (answer === undefined) return;
      const bytes = received.subarray(0, answer.size);
      received = received.subarray(answer.size);
      onAnswer(answer.status, bytes);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on("error", onError);
  socket.on("close", () => onError(new Error("The server closed a connection.")));

  return {
    /** @param {string} request the request as it goes over the wire */
    send: (request) => void socket.write(request),
    close: () => void socket.removeAllListeners("close").destroy(),
  };
}
