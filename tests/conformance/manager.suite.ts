import { describe } from "vitest";
import { bulkSuite } from "./manager/bulk.suite.js";
import { changesetSuite } from "./manager/changeset.suite.js";
import { concurrencySuite } from "./manager/concurrency.suite.js";
import { deletionSuite } from "./manager/deletion.suite.js";
import { draftSuite } from "./manager/draft.suite.js";
import { factsSuite } from "./manager/facts.suite.js";
import { historySuite } from "./manager/history.suite.js";
import { lifeSuite } from "./manager/life.suite.js";
import { listSuite } from "./manager/list.suite.js";
import { quickstartSuite } from "./manager/quickstart.suite.js";
import { uniqueSuite } from "./manager/unique.suite.js";
import { raceSuite } from "./manager/race.suite.js";
import { referenceSuite } from "./manager/reference.suite.js";
import { revertChangesetSuite } from "./manager/revert-changeset.suite.js";
import type { OpenStorage } from "./manager/world.js";
import { writeSuite } from "./manager/write.suite.js";

/** What a manager promises, on any storage. The storage must be ready for the models `issueSpec` and `accountSpec`. */
export function managerSuite(name: string, open: OpenStorage): void {
  describe(`${name}: ResourceManager`, () => {
    describe("quickstart", () => quickstartSuite(open));
    describe("facts", () => factsSuite(open));
    describe("writes", () => writeSuite(open));
    describe("unique", () => uniqueSuite(open));
    describe("concurrency", () => concurrencySuite(open));
    describe("lists", () => listSuite(open));
    describe("life", () => lifeSuite(open));
    describe("history", () => historySuite(open));
    describe("drafts", () => draftSuite(open));
    describe("references", () => referenceSuite(open));
    describe("deletions", () => deletionSuite(open));
    describe("bulk", () => bulkSuite(open));
    describe("changesets", () => changesetSuite(open));
    describe("reverted changesets", () => revertChangesetSuite(open));
    describe("races", () => raceSuite(open));
  });
}
