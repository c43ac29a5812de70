import { revisionStoreSuite } from "@specstar/runtime/testing";
import { newPlace } from "./new-place.js";

const open = async () => (await newPlace("revisions"))();

revisionStoreSuite("sqlite", open, { newPlace: () => newPlace("revisions") });
