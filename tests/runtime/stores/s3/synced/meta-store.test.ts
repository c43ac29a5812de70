import { metaStoreAgreesWithMemory, metaStoreSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

const open = async () => (await newPlace())();
const snapshotAfter = { segments: 5, bytes: 1_000_000 };

metaStoreSuite("sqlite synced to a bucket", open, { newPlace });
metaStoreSuite("sqlite synced to a bucket, with many snapshots", async () => (await newPlace({ snapshotAfter, minimumAge: 0 }))(), {
  newPlace: () => newPlace({ snapshotAfter, minimumAge: 0 }),
});
metaStoreAgreesWithMemory("sqlite synced to a bucket", open);
