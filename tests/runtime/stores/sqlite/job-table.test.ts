import { jobTableSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

jobTableSuite("sqlite", async () => (await newPlace("meta"))(), { newPlace: () => newPlace("meta") });
