import { openBackend } from "@specstar/runtime/config";
import { newPlace } from "../services/rows/places.js";
import { fixtureTables } from "../services/rows/tables.js";
import { httpSuite } from "./http.suite.js";

httpSuite("disk", async () => openBackend((await newPlace("disk", fixtureTables("life"))).config));
