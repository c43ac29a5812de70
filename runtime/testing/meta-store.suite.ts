import { describe } from "vitest";
import type { MetaStore } from "../stores/meta-store.js";
import { concurrencySuite } from "./meta-store/concurrency.suite.js";
import { failureSuite } from "./meta-store/failure.suite.js";
import { historySuite } from "./meta-store/history.suite.js";
import { pagingSuite } from "./meta-store/paging.suite.js";
import { persistenceSuite } from "./meta-store/persistence.suite.js";
import { searchSuite } from "./meta-store/search.suite.js";
import { textSuite } from "./meta-store/text.suite.js";
import { uniqueSuite } from "./meta-store/unique.suite.js";
import { writeSuite } from "./meta-store/write.suite.js";
import type { NewPlace, OpenStore } from "./open-store.js";

export interface SuiteOptions<Store> {
  /** Given by a back end that keeps what it has when it is closed: that is then tested too. */
  readonly newPlace?: NewPlace<Store>;
}

/**
 * Declares the tests that every MetaStore must pass. The store must be ready for the models `specimenIndex` and
 * `sampleIndex`: a SQL back end makes their tables first.
 */
export function metaStoreSuite(name: string, open: OpenStore<MetaStore>, options: SuiteOptions<MetaStore> = {}): void {
  const { newPlace } = options;
  describe(`${name}: MetaStore`, () => {
    describe("write", () => writeSuite(open));
    describe("history", () => historySuite(open));
    describe("search", () => searchSuite(open));
    describe("text", () => textSuite(open));
    describe("order and pages", () => pagingSuite(open));
    describe("unique", () => uniqueSuite(open));
    describe("concurrency", () => concurrencySuite(open));
    describe("failure", () => failureSuite(open));
    if (newPlace !== undefined) describe("persistence", () => persistenceSuite(newPlace));
  });
}
