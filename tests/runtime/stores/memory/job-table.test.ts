import { memoryStorage } from "@specstar/runtime";
import { createTelemetry, observeStorage } from "@specstar/runtime/telemetry";
import { jobTableSuite } from "@specstar/runtime/testing";

const telemetry = createTelemetry({ log: { write: () => undefined } });

jobTableSuite("memory", async () => {
  const { meta, close } = memoryStorage();
  return { store: meta, close };
});

jobTableSuite("observed memory", async () => {
  const { meta, close } = observeStorage(memoryStorage(), telemetry);
  return { store: meta, close };
});
