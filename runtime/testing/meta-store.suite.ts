import { describe } from "vitest";
import type { MetaStore } from "../stores/meta-store.js";
import { archiveSuite } from "./meta-store/archive.suite.js";
import { blobUseSuite } from "./meta-store/blob-use.suite.js";
import { changesSuite } from "./meta-store/changes.suite.js";
import { concurrencySuite } from "./meta-store/concurrency.suite.js";
import { dryRunSuite } from "./meta-store/dry-run.suite.js";
import { failureSuite } from "./meta-store/failure.suite.js";
import { historyFilterSuite } from "./meta-store/history-filter.suite.js";
import { historySuite } from "./meta-store/history.suite.js";
import { modifySuite } from "./meta-store/modify.suite.js";
import { pagingSuite } from "./meta-store/paging.suite.js";
import { persistenceSuite } from "./meta-store/persistence.suite.js";
import { purgeSuite } from "./meta-store/purge.suite.js";
import { receiptsSuite } from "./meta-store/receipts.suite.js";
import { referencesSuite } from "./meta-store/references.suite.js";
import { searchSuite } from "./meta-store/search.suite.js";
import { textSuite } from "./meta-store/text.suite.js";
import { uniqueSuite } from "./meta-store/unique.suite.js";
import { writeSuite } from "./meta-store/write.suite.js";
import type { NewPlace, OpenStore } from "./open-store.js";
import { openPlain } from "./plain-store.js";

export interface SuiteOptions<Store> {
  /** Given by a back end that keeps what it has when it is closed: that is then tested too. */
  readonly newPlace?: NewPlace<Store>;
}

/**
 * Declares the tests that every MetaStore must pass, but for its jobs. The store must be ready for the models `specimenIndex` and
 * `sampleIndex`: a SQL back end makes their tables first.
 */
export function metaStoreSuite(name: string, open: OpenStore<MetaStore>, options: SuiteOptions<MetaStore> = {}): void {
  const { newPlace } = options;
  const openStore = openPlain(open);
  describe(`${name}: MetaStore`, () => {
    describe("write", () => writeSuite(openStore));
    describe("history", () => historySuite(openStore));
    describe("search", () => searchSuite(openStore));
    describe("text", () => textSuite(openStore));
    describe("order and pages", () => pagingSuite(openStore));
    describe("unique", () => uniqueSuite(openStore));
    describe("modify", () => modifySuite(openStore));
    describe("purge", () => purgeSuite(openStore));
    describe("references", () => referencesSuite(openStore));
    describe("use of blobs", () => blobUseSuite(openStore));
    describe("changes", () => changesSuite(openStore));
    describe("history filter", () => historyFilterSuite(openStore));
    describe("archive", () => archiveSuite(openStore));
    describe("receipts", () => receiptsSuite(openStore));
    describe("dry run", () => dryRunSuite(openStore));
    describe("concurrency", () => concurrencySuite(openStore));
    describe("failure", () => failureSuite(openStore));
    if (newPlace !== undefined) describe("persistence", () => persistenceSuite(async () => openPlain(await newPlace())));
  });
}
