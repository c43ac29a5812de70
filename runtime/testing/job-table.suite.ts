import { describe } from "vitest";
import type { MetaStore } from "../stores/meta-store.js";
import { claimSuite } from "./job-table/claim.suite.js";
import { commitSuite } from "./job-table/commit.suite.js";
import { keysSuite } from "./job-table/keys.suite.js";
import { leaseSuite } from "./job-table/lease.suite.js";
import { logSuite } from "./job-table/log.suite.js";
import { persistenceSuite } from "./job-table/persistence.suite.js";
import { raceSuite } from "./job-table/race.suite.js";
import { rowsSuite } from "./job-table/rows.suite.js";
import { shownStateSuite } from "./job-table/shown-state.suite.js";
import { unsentSuite } from "./job-table/unsent.suite.js";
import type { SuiteOptions } from "./meta-store.suite.js";
import type { OpenStore } from "./open-store.js";
import { openPlain } from "./plain-store.js";

/**
 * Declares the tests that the jobs of every MetaStore must pass. The store must be ready for the models `taskIndex` and `sampleIndex`:
 * a SQL back end makes their tables first.
 */
export function jobTableSuite(name: string, open: OpenStore<MetaStore>, { newPlace }: SuiteOptions<MetaStore> = {}): void {
  const openStore = openPlain(open);
  describe(`${name}: JobTable`, () => {
    describe("claim", () => claimSuite(openStore));
    describe("lease", () => leaseSuite(openStore));
    describe("concurrency keys", () => keysSuite(openStore));
    describe("commit", () => commitSuite(openStore));
    describe("state", () => shownStateSuite(openStore));
    describe("unsent", () => unsentSuite(openStore));
    describe("rows", () => rowsSuite(openStore));
    describe("log", () => logSuite(openStore));
    describe("race", () => raceSuite(openStore));
    if (newPlace !== undefined) describe("persistence", () => persistenceSuite(async () => openPlain(await newPlace())));
  });
}
