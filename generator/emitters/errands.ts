import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { doErrand, type Errand, type Made } from "./errand.js";
import { createOffer, takeOn, waitForEnd, type Delivery, type Offer, type ThreadData } from "./offer.js";

/** A thread that takes longer over one errand has come to a bad end. */
const PATIENCE_MS = 20_000;
/** Is not there when the sources run as they are. */
export const THREAD = fileURLToPath(new URL("errand-thread.js", import.meta.url));

/**
 * Has an errand done while the caller does something else.
 *
 * @returns what gives what was made; it does the errand itself when the thread has not begun with it, or fails.
 */
export type Give = (errand: Errand) => () => readonly Made[];

/** Has a thread at hand that does errands, in their order, for as long as `work` takes. */
export function withThread<Value>(thread: string, work: (give: Give) => Value): Value {
  const { port1: deliveries, port2: port } = new MessageChannel();
  const data: ThreadData = { port };
  // What a thread fails to do is done here.
  const worker = new Worker(thread, { workerData: data, transferList: [port] }).on("error", () => {});
  worker.unref();
  try {
    return work(createGive(deliveries));
  } finally {
    deliveries.close();
    void worker.terminate();
  }
}

function createGive(port: MessagePort): Give {
  const delivered = new Map<number, readonly Made[]>();
  let count = 0;
  return (errand) => {
    const offer = createOffer(count++, errand);
    port.postMessage(offer);
    return () => (takeOn(offer) ? undefined : receive(offer, port, delivered)) ?? doErrand(errand);
  };
}

/** Undefined when the thread that has taken the offer brings nothing. */
function receive(offer: Offer, port: MessagePort, delivered: Map<number, readonly Made[]>): readonly Made[] | undefined {
  waitForEnd(offer, PATIENCE_MS);
  for (;;) {
    const arrived: { readonly message: Delivery } | undefined = receiveMessageOnPort(port);
    if (arrived === undefined) return delivered.get(offer.id);
    delivered.set(arrived.message.id, arrived.message.made);
  }
}
