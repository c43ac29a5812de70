import { IncomingMessage, ServerResponse, type ServerOptions } from "node:http";
import type { Express } from "express";

/**
 * Classes for `http.createServer` whose instances are this app's requests and responses from the start. Express changes the prototype
 * of both on every request, which costs most of its time before Node 24; here that changes nothing. What is put on `app.request` and
 * `app.response`, before or later, is found as ever.
 */
export function fastClasses(app: Express): Pick<ServerOptions, "IncomingMessage" | "ServerResponse"> {
  class AppRequest extends IncomingMessage {}
  class AppResponse<Req extends IncomingMessage> extends ServerResponse<Req> {}
  adopt(app, "request", AppRequest.prototype);
  adopt(app, "response", AppResponse.prototype);
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}

/** Puts the prototype between its instances and what the app gave them, and makes the app give out the prototype. */
function adopt(app: Express, name: "request" | "response", prototype: object): void {
  Object.setPrototypeOf(prototype, app[name]);
  Object.defineProperty(app, name, { configurable: true, enumerable: true, writable: true, value: prototype });
}
