import { openBackend } from "@specstar/runtime/config";
import { newPlace } from "../services/rows/places.js";
import { fixtureTables } from "../services/rows/tables.js";
import { httpSuite } from "./http.suite.js";

httpSuite("memory", async () => openBackend((await newPlace("memory", fixtureTables("life"))).config));
