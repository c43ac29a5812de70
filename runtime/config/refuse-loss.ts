import type { Problem } from "../core/errors.js";
import type { Places } from "./bindings.js";
import { connectionTypes } from "./types/index.js";

/**
 * What would be lost by the next restart without a word. Meta and data that don't last equally long are of no use: one of the two is
 * gone, and the other can't be read. Files that outlast the meta look unused: `specstar gc` would remove them. Files in memory are the
 * user's choice; a model that has some gives a warning when its manager is made.
 */
export function refuseLoss({ meta, resource, blob }: Places): Problem[] {
  const [lasts, resourceLasts, blobLasts] = [meta, resource, blob].map(({ type }) => connectionTypes[type].isDurable);
  if (lasts === true && resourceLasts === false) {
    return [{ path: "/resource", message: `is in memory and would be gone after a restart, while the meta, in ${titleOf(meta)}, still names it; use a type that lasts` }];
  }
  if (lasts === true) return [];
  const after = "after a restart nothing would name what is there";
  const message = (place: Places["meta"]) => `is in ${titleOf(place)} while the meta is in memory: ${after}; use memory for both, or another type for /meta`;
  return [
    ...(resourceLasts === true ? [{ path: "/resource", message: message(resource) }] : []),
    ...(blobLasts === true ? [{ path: "/blob", message: message(blob) }] : []),
  ];
}

function titleOf({ type }: Places["meta"]): string {
  return connectionTypes[type].title;
}
