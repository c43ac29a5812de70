import { memoryStorage } from "@specstar/runtime";
import { metaStoreSuite, revisionStoreSuite } from "@specstar/runtime/testing";

for (const keepsPayloads of [false, true]) {
  const name = keepsPayloads ? "memory with payloads" : "memory";
  metaStoreSuite(name, async () => {
    const { meta, close } = memoryStorage({ keepsPayloads });
    return { store: meta, close };
  });
}

revisionStoreSuite("memory", async () => {
  const { revisions, close } = memoryStorage();
  return { store: revisions, close };
});
