import { describe, expect, it } from "vitest";
import { layOutJson } from "../../../../generator/emitters/text/json.js";
import { applyStencil, type Stencil } from "../../../../generator/emitters/text/stencil.js";

interface Names {
  readonly title: string;
  readonly others: readonly string[];
}

function createStencil(): Stencil<string, Names> & { readonly made: string[] } {
  const made: string[] = [];
  return {
    made,
    make: (kind, { title, others }) => {
      made.push(title);
      return [layOutJson({ kind, [title]: others, twice: `${title}${title} of ${title}`, text: "x".repeat(80) }, 0), `#/${title}`];
    },
    mapNames: ({ title, others }, change) => ({ title: change(title), others: others.map(change) }),
  };
}

function expectSame(kind: string, names: Names, stencil = createStencil()): void {
  expect(applyStencil(stencil)(kind, names)).toEqual(stencil.make(kind, names));
}

describe("a stencil", () => {
  it("gives the texts that are made without it, whatever the lengths of the names", () => {
    for (const length of [1, 2, 10, 40, 100]) expectSame("plain", { title: "a".repeat(length), others: ["b", "a".repeat(length), "blog posts"] });
    expectSame("plain", { title: "", others: [] });
  });

  it("makes those of names as long as others only once", () => {
    const stencil = createStencil();
    const apply = applyStencil(stencil);
    expect(apply("plain", { title: "Issue", others: ["b"] })[1]).toBe("#/Issue");
    expect(apply("plain", { title: "Order", others: ["c"] })[1]).toBe("#/Order");
    expect(stencil.made).toHaveLength(1);
    apply("other", { title: "Order", others: ["c"] });
    apply("plain", { title: "Orders", others: ["c"] });
    apply("plain", { title: "Order", others: ["c", "d"] });
    expect(stencil.made).toHaveLength(4);
  });

  it("leaves alone what it can't tell from names, and names that JSON writes in another way", () => {
    for (const kind of ["\x80 and \xff", "größe", "漢字"]) expectSame(kind, { title: "Issue", others: ["漢字"] });
    expectSame("plain", { title: "Issue", others: Array.from({ length: 300 }, (_, at) => `name${at}`) });
    for (const title of ['q"uote', "\x80", "größe", "back\\slash"]) expectSame("plain", { title, others: ["Issue"] });
  });
});
