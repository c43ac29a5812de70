import { jobTableSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

jobTableSuite("sqlite synced to a bucket", async () => (await newPlace())());
