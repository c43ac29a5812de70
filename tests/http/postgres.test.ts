import { openBackend } from "@specstar/runtime/config";
import { newPlace } from "../services/rows/places.js";
import { fixtureTables } from "../services/rows/tables.js";
import { httpSuite } from "./http.suite.js";

httpSuite("PostgreSQL", async () => openBackend((await newPlace("postgres", fixtureTables("life"))).config));
