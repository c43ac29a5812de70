import { revisionStoreSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

const open = async () => (await newPlace("revisions"))();

revisionStoreSuite("postgres", open, { newPlace: () => newPlace("revisions") });
