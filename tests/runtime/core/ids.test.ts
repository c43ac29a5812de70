import { afterEach, describe, expect, it, vi } from "vitest";
import { isResourceId, newResourceId, newUid, parseRevisionNumber, toRevisionId } from "../../../runtime/core/ids.js";

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The 48 bits of RFC 9562 section 5.7, as milliseconds. */
function timeOf(uid: string): number {
  return Number.parseInt(uid.slice(0, 8) + uid.slice(9, 13), 16);
}

afterEach(() => {
  vi.useRealTimers();
});

describe("newUid", () => {
  it("has the version, the variant and the time of RFC 9562", () => {
    const before = Date.now();
    const uid = newUid();
    expect(uid).toMatch(VERSION_7);
    expect(timeOf(uid)).toBeGreaterThanOrEqual(before);
    expect(timeOf(uid)).toBeLessThan(before + 1000);
  });

  it("never goes back and never repeats, however many come in a millisecond", () => {
    const uids = Array.from({ length: 50_000 }, newUid);
    expect(uids).toEqual(uids.toSorted());
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.every((uid) => VERSION_7.test(uid))).toBe(true);
  });

  it("does not go back when the clock does", () => {
    vi.useFakeTimers({ now: Date.now() + 60_000 });
    const before = newUid();
    vi.setSystemTime(Date.now() - 3_600_000);
    const after = newUid();
    expect(after > before).toBe(true);
    expect(after).toMatch(VERSION_7);
  });
});

describe("isResourceId", () => {
  it("knows its own", () => {
    expect(isResourceId("issue", newResourceId("issue"))).toBe(true);
    expect(isResourceId("blog-post", newResourceId("blog-post"))).toBe(true);
  });

  const uid = newUid();
  it.each([
    "",
    "issue",
    "issue:",
    uid,
    `issue:${uid}:1`,
    `issue:${uid} `,
    `issue:${uid}\n`,
    `issue:${"a".repeat(129)}`,
    "issue:ä",
    `issues:${uid}`,
    `other:${uid}`,
    `issue:${uid}' OR 1=1 --`,
    "issue:../../etc/passwd",
    "issue:\u0000",
    "__proto__",
  ])("refuses %j", (text) => {
    expect(isResourceId("issue", text)).toBe(false);
  });
});

describe("parseRevisionNumber", () => {
  const id = newResourceId("issue");

  it.each([
    [1, 1],
    ["1", 1],
    ["42", 42],
    [toRevisionId(id, 7), 7],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])("reads %j", (revision, n) => {
    expect(parseRevisionNumber(id, revision)).toBe(n);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "", "0", "01", "-1", "+1", "1e3", " 1", "1\n", "١", "9999999999999999"])(
    "refuses %j",
    (revision) => {
      expect(parseRevisionNumber(id, revision)).toBeUndefined();
    },
  );

  it("refuses the full id of a revision of another resource", () => {
    expect(parseRevisionNumber(id, toRevisionId(newResourceId("issue"), 1))).toBeUndefined();
  });
});
