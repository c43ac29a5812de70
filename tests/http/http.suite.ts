import type { Storage } from "@specstar/runtime";
import { describe } from "vitest";
import { batches } from "./batches.suite.js";
import { blobs } from "./blobs.suite.js";
import { conditions } from "./conditions.suite.js";
import { deeds } from "./deeds.suite.js";
import { directBlobs } from "./direct-blobs.suite.js";
import { hiddenFields } from "./hidden-fields.suite.js";
import { history } from "./history.suite.js";
import { idempotency } from "./idempotency.suite.js";
import { jobs } from "./jobs.suite.js";
import { naughtyStrings } from "./naughty-strings.suite.js";
import { patches } from "./patches.suite.js";
import { references } from "./references.suite.js";
import { search } from "./search.suite.js";
import { startWorld } from "./world.js";
import { writes } from "./writes.suite.js";

const SECTIONS = [writes, patches, history, search, references, idempotency, batches, blobs, directBlobs, conditions, deeds, hiddenFields, jobs, naughtyStrings];

/**
 * The whole life of resources, as the generated server of fixtures/life gives it over HTTP.
 *
 * @param openStorage opens a new storage that has the tables of that fixture.
 */
export function httpSuite(name: string, openStorage: () => Promise<Storage>): void {
  // Some tests send thousands of requests, each of which goes through real servers where the row has them.
  describe(`resources over HTTP, on ${name}`, { timeout: 180_000 }, () => {
    const world = startWorld(openStorage);
    for (const section of SECTIONS) section(world);
  });
}
