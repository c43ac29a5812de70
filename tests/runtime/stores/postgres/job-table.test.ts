import { jobTableSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

jobTableSuite("postgres", async () => (await newPlace("meta"))());
jobTableSuite("postgres without payloads", async () => (await newPlace("meta", false))());
