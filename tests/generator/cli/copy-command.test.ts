import { expect, it } from "vitest";
import { describeCopy } from "../../../generator/cli/maintenance/copy-command.js";

const blobs = { copied: 1, skipped: 0, bytes: 1 };
const resources = { copied: 1, skipped: 2, dropped: 0, changes: 3 };
const verified = { resources: 3, revisions: 1, blobs: 1, differences: [] };
const SKIPPED = "skipped 2 resources and 0 files that were there, dropped 0 that were purged\nverified 3 resources, 1 revision, 1 file\n";

it("says what was copied, and of jobs where there are any", () => {
  expect(describeCopy({ blobs, resources, verified })).toBe(`copied 1 resource, 3 changes, 1 file of 1 byte\n${SKIPPED}`);
  expect(describeCopy({ blobs, resources, jobs: 1, verified })).toContain("\ncopied 1 job that has not ended, to wait there\n");
  expect(describeCopy({ blobs, resources, jobs: 7, verified })).toContain("\ncopied 7 jobs that have not ended, to wait there\n");
});
