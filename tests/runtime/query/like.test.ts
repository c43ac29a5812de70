import { describe, expect, it } from "vitest";
import { compileLike, like, likePrefix, likeProblem } from "../../../runtime/query/like.js";

describe("a pattern of like", () => {
  it("takes at most so many steps per character, whatever it asks for", () => {
    const text = "a".repeat(20_000);
    expect(compileLike(`${"%a".repeat(120)}b`)(text)).toBe(false);
    expect(compileLike(`${"%a".repeat(120)}%`)(text)).toBe(true);
    expect(compileLike(`%${"_".repeat(250)}b`)(text)).toBe(false);
  });

  it("matches what the definition says, for all short patterns and texts", () => {
    const texts = words(["a", "b", "😀"], 4);
    for (const pattern of words(["a", "b", "%", "_"], 4)) {
      const defined = new RegExp(`^${pattern.replaceAll("%", ".*").replaceAll("_", ".")}$`, "su");
      expect(texts.filter(compileLike(pattern)), pattern).toEqual(texts.filter((text) => defined.test(text)));
    }
  });

  it("has a prefix that ends at its first wildcard", () => {
    expect(["ab%c", "a\\%b_", "%a", "abc"].map(likePrefix)).toEqual(["ab", "a%b", "", "abc"]);
  });

  it("is told from text that a simpler condition finds", () => {
    expect(like("f", "a\\_")).toEqual({ kind: "compare", field: "f", op: "eq", value: "a_" });
    expect(like("f", "")).toEqual({ kind: "compare", field: "f", op: "eq", value: "" });
    expect(like("f", "a%")).toEqual({ kind: "match", field: "f", op: "startsWith", value: "a" });
    expect(like("f", "%%")).toEqual({ kind: "match", field: "f", op: "contains", value: "" });
    expect(like("f", "%a\\\\%")).toEqual({ kind: "match", field: "f", op: "contains", value: "a\\" });
    expect(like("f", "%a\\%")).toEqual({ kind: "match", field: "f", op: "endsWith", value: "a%" });
    expect(like("f", "a%b")).toEqual({ kind: "match", field: "f", op: "like", value: "a%b" });
  });

  it("has an end, and no backslash before anything else", () => {
    expect(likeProblem("\\%\\_\\\\")).toBeUndefined();
    expect(likeProblem("😀".repeat(256))).toBeUndefined();
    expect(likeProblem("a".repeat(257))).toBe("A pattern has at most 256 characters.");
    for (const pattern of ["\\", "a\\", "\\a", "\\\\\\"]) expect(likeProblem(pattern)).toMatch("stands before %, _ or \\");
  });
});

/** All words of at most so many letters. */
function words(letters: readonly string[], length: number): string[] {
  return length === 0 ? [""] : ["", ...words(letters, length - 1).flatMap((word) => letters.map((letter) => letter + word))];
}
