/** What the thread does that `begin-own-files.ts` starts. */

import { workerData } from "node:worker_threads";
import type { Errand } from "./own-files-errand.js";

const errand = workerData as Errand;
const { port, isOver } = errand;
try {
  const { doErrand } = await import("./own-files-errand.js");
  doErrand(errand, (share) => port.postMessage(share));
} finally {
  Atomics.store(isOver, 0, 1);
  Atomics.notify(isOver, 0);
}
