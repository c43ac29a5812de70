import { expect, it } from "vitest";
import { failureText } from "../../../runtime/jobs/failure-text.js";
import { JobLog } from "../../../runtime/jobs/job-log.js";

it("says where a log ends that gets too large", async () => {
  const written: string[] = [];
  const log = new JobLog(async (text) => written.push(text) > 0, () => {});
  for (let n = 0; n < 20; n += 1) log.add("x".repeat(99_999));
  await log.end();
  log.add("too late");
  await log.end();
  const text = written.join("");
  expect(text.length).toBeLessThan(1_048_576 + 100);
  expect(text).toMatch(/x\nThe log ends here: it has reached its largest size\.\n$/);
});

it("writes with the next lines what could not be written", async () => {
  const written: string[] = [];
  const troubles: unknown[] = [];
  let isAway = true;
  const write = async (text: string) => {
    if (isAway) throw new Error("away");
    return written.push(text) > 0;
  };
  const log = new JobLog(write, (error) => troubles.push(error));
  log.add("one");
  await log.end();
  isAway = false;
  await log.end();
  expect([written, troubles]).toEqual([["one\n"], [new Error("away")]]);
});

it("describes whatever was thrown, and cuts it", () => {
  expect(failureText(undefined)).toBe("undefined");
  expect(failureText({ a: 1 })).toBe("an object");
  expect(failureText(new Error("x".repeat(20_000))).length).toBeLessThan(10_020);
  const loop = new Error("round");
  loop.cause = loop;
  expect(failureText(loop)).toContain("Caused by: Error: round");
});
