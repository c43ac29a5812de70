import { metaStoreAgreesWithMemory, metaStoreSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

const open = async () => (await newPlace("meta"))();

metaStoreSuite("postgres", open, { newPlace: () => newPlace("meta") });
metaStoreAgreesWithMemory("postgres", open);
metaStoreAgreesWithMemory("postgres without payloads", async () => (await newPlace("meta", false))());
