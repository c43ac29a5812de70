import type { RequestHandler } from "express";
import type { ResourceParams, ServedManager } from "./served-manager.js";
import { writeHandler, type WriteRoute } from "./write-handler.js";
import { preconditionOf } from "./write-precondition.js";

/** A write to a resource that is there: on the condition that the request states, and that the model may want. */
export function writeTo<Params extends ResourceParams, Result>(
  manager: ServedManager,
  route: Omit<WriteRoute<Params, Result>, "requireIfMatch">,
): RequestHandler<Params> {
  return writeHandler<Params, Result>(manager.storage, {
    ...route,
    requireIfMatch: manager.spec.requireIfMatch,
    run: async (call) => {
      const { params, headers } = call.req;
      const ifMatch = await preconditionOf(manager, params.id, headers);
      return route.run(ifMatch === undefined ? call : { ...call, options: { ...call.options, ifMatch } });
    },
  });
}
