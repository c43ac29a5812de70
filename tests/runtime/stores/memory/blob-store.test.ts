import { memoryStorage } from "@specstar/runtime";
import { blobStoreSuite } from "@specstar/runtime/testing";

blobStoreSuite("memory", async () => {
  const { blobs, close } = memoryStorage();
  return { store: blobs, close };
});
