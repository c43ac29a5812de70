import { memoryStorage } from "@specstar/runtime";
import { createTelemetry, observeStorage } from "@specstar/runtime/telemetry";
import { blobStoreSuite, metaStoreSuite, revisionStoreSuite } from "@specstar/runtime/testing";

const telemetry = createTelemetry({ log: { write: () => undefined } });

for (const keepsPayloads of [false, true]) {
  metaStoreSuite(keepsPayloads ? "observed memory with payloads" : "observed memory", async () => {
    const { meta, close } = observeStorage(memoryStorage({ keepsPayloads }), telemetry);
    return { store: meta, close };
  });
}

revisionStoreSuite("observed memory", async () => {
  const { revisions, close } = observeStorage(memoryStorage(), telemetry);
  return { store: revisions, close };
});

blobStoreSuite("observed memory", async () => {
  const { blobs, close } = observeStorage(memoryStorage(), telemetry);
  return { store: blobs, close };
});
