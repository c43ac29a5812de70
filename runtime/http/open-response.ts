import { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The answer that a connection is waiting for. Node keeps it here, and its own handler looks here too. */
export function openResponse(socket: Socket): ServerResponse | undefined {
  const response: unknown = Reflect.get(socket, "_httpMessage");
  return response instanceof ServerResponse ? response : undefined;
}
