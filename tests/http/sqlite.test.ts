import { openBackend } from "@specstar/runtime/config";
import { newPlace } from "../services/rows/places.js";
import { fixtureTables } from "../services/rows/tables.js";
import { httpSuite } from "./http.suite.js";

httpSuite("SQLite", async () => openBackend((await newPlace("sqlite", fixtureTables("life"))).config));
