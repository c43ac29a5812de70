import { join } from "node:path";
import { blobStoreSuite, revisionStoreSuite } from "@specstar/runtime/testing";
import { openFileBlobs, openFileRevisions } from "@specstar/runtime/disk";
import { FileRevisionStore } from "../../../../runtime/stores/disk/revision-store.js";
import { newFolder } from "./new-folder.js";

const filesPlace = async () => {
  const folder = join(await newFolder(), "revisions");
  return async () => {
    const store = new FileRevisionStore(folder);
    return { store, close: () => store.close() };
  };
};
const cachedPlace = async () => {
  const folder = join(await newFolder(), "revisions");
  return async () => openFileRevisions(folder);
};
const blobsPlace = async () => {
  const folder = join(await newFolder(), "blobs");
  return async () => openFileBlobs(folder);
};

revisionStoreSuite("files", async () => (await filesPlace())(), { newPlace: filesPlace });
revisionStoreSuite("cached files", async () => (await cachedPlace())(), { newPlace: cachedPlace });
blobStoreSuite("opened files", async () => (await blobsPlace())(), { newPlace: blobsPlace });
