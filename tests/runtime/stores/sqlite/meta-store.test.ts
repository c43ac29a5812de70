import { metaStoreAgreesWithMemory, metaStoreSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

const open = async () => (await newPlace("meta"))();

metaStoreSuite("sqlite", open, { newPlace: () => newPlace("meta") });
metaStoreAgreesWithMemory("sqlite", open);
