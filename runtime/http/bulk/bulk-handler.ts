import type { RequestHandler } from "express";
import { jsonAnswer } from "../answer.js";
import { checkMediaType } from "../media-type.js";
import type { ServedManager } from "../served-manager.js";
import { shownOf } from "../shown.js";
import { writeHandler } from "../write-handler.js";
import { parseBulk } from "./parse-bulk.js";

/** `POST /issues/bulk`: updates, deletes or restores all resources that meet a condition, or none. */
export function bulk(manager: ServedManager): RequestHandler {
  const shown = shownOf(manager.spec);
  const { hidden, protected: sealed } = manager.spec;
  return writeHandler(manager.storage, {
    takes: checkMediaType,
    parameters: ["reason"],
    requireIfMatch: false,
    run: async ({ body, options }) => {
      const { where, action, most } = parseBulk(shown, body);
      return manager.encoded.bulk(where, action, { ...options, most, hidden, sealed });
    },
    answer: (result) => jsonAnswer(JSON.stringify(result)),
  });
}
