import { EventEmitter, once } from "node:events";

/** Something that others wait for until it is opened, once. */
export function createGate(): { readonly opened: Promise<unknown>; readonly open: () => void } {
  const events = new EventEmitter();
  const opened = once(events, "open");
  return { opened, open: () => void events.emit("open") };
}
