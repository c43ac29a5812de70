import { jobTableSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

const snapshotAfter = { segments: 5, bytes: 1_000_000 };

jobTableSuite("sqlite synced to a bucket", async () => (await newPlace())(), { newPlace });
jobTableSuite("sqlite synced to a bucket, with many snapshots", async () => (await newPlace({ snapshotAfter, minimumAge: 0 }))(), {
  newPlace: () => newPlace({ snapshotAfter, minimumAge: 0 }),
});
