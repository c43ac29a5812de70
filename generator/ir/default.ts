import type { Constant, Default } from "./model.js";

/** The value of a default that is a constant; undefined for one that the server makes. */
export function constantOf(value: Default): Constant | undefined {
  return value.kind === "constant" ? value.value : undefined;
}
