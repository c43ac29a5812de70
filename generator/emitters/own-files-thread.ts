/** What the thread does that `begin-own-files.ts` starts. */

import { workerData } from "node:worker_threads";
import type { Errand } from "./begin-own-files.js";

const { models, output, port, isOver } = workerData as Errand;
try {
  const { emitOwnFiles } = await import("./own-files.js");
  port.postMessage(emitOwnFiles(models, output));
} finally {
  Atomics.store(isOver, 0, 1);
  Atomics.notify(isOver, 0);
}
