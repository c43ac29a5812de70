import { createHash } from "node:crypto";
import { assert, integer, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint, fingerprintAt } from "../../../generator/writer/fingerprint.js";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const long = Array.from({ length: 30_000 }, (_, at) => `line ${at}: é \u{1f600}\n`).join("");

describe("the fingerprint of a file", () => {
  it("is the SHA-256 of its text, whatever it held before", () => {
    let text = long;
    assert(
      property(integer({ min: 0, max: long.length + 10 }), integer({ min: 0, max: 300_000 }), string({ unit: "binary", maxLength: 20 }), (at, length, put) => {
        const edited = text.slice(0, at) + put + text.slice(at + length);
        expect(fingerprintAt("edited.json", edited)).toBe(fingerprint(edited));
        text = edited.length < 200_000 ? long : edited;
      }),
      { numRuns: 60, seed: 20260101 },
    );
    expect(fingerprint(long)).toBe(sha256(long));
  });

  it("is the same with other line ends", () => {
    expect(fingerprintAt("lines.json", long.replaceAll("\n", "\r\n"))).toBe(sha256(long));
    expect(fingerprintAt("lines.json", long)).toBe(sha256(long));
  });

  it("is another after a change of one character", () => {
    for (const at of [0, 1, 199_999, 200_000, 200_020, long.length - 1]) {
      const changed = `${long.slice(0, at)}#${long.slice(at + 1)}`;
      expect(fingerprintAt("changed.json", changed)).toBe(sha256(changed));
    }
  });
});
