/** What the thread does that `errands.ts` starts. */

import { workerData } from "node:worker_threads";
import { doErrand } from "./errand.js";
import { end, takeOn, type Delivery, type Offer, type ThreadData } from "./offer.js";

const { port } = workerData as ThreadData;

port.on("message", (offer: Offer) => {
  if (!takeOn(offer)) return;
  try {
    const delivery: Delivery = { id: offer.id, made: doErrand(offer.errand) };
    port.postMessage(delivery);
  } finally {
    end(offer);
  }
});
