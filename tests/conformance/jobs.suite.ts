import { describe } from "vitest";
import type { Row } from "../services/rows/places.js";
import { keySuite } from "./jobs/key.suite.js";
import { restartSuite } from "./jobs/restart.suite.js";
import { runSuite } from "./jobs/run.suite.js";
import { scheduleSuite } from "./jobs/schedule.suite.js";
import { stopSuite } from "./jobs/stop.suite.js";

/** What jobs, their managers and their workers promise, on any row. */
export function jobsSuite(row: Row): void {
  describe(`${row}: jobs`, () => {
    describe("runs", () => runSuite(row));
    describe("stops", () => stopSuite(row));
    describe("keys", () => keySuite(row));
    describe("schedules", () => scheduleSuite(row));
    // What is in memory is gone with its process.
    if (row !== "memory") describe("restarts", () => restartSuite(row));
  });
}
