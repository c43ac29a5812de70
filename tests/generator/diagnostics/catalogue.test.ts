import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../../generator/diagnostics/catalogue.js";

const page = fileURLToPath(new URL("../../../docs/diagnostics.md", import.meta.url));

const GROUPS = { SPEC1: "Reading the models", SPEC2: "Types and markers", SPEC3: "Names", SPEC4: "The config", SPEC5: "Older versions", SPEC6: "Templates" };

/** The page, as it follows from the catalogue. */
function renderPage(): string {
  const sections = Object.entries(GROUPS).map(([prefix, title]) => {
    const entries = Object.entries(catalogue).filter(([code]) => code.startsWith(prefix));
    return [`## ${title}`, ...entries.map(([code, entry]) => renderEntry(code, entry))].join("\n\n");
  });
  const intro = [
    "# Diagnostics",
    "Everything that `specstar` may say about your models and your config. Each message names the place and says what to do; this page says why.",
    "An error stops the run before anything is written. A warning doesn't.",
  ];
  return `${[...intro, ...sections].join("\n\n")}\n`;
}

function renderEntry(code: string, { severity, title, cause, fix }: (typeof catalogue)[keyof typeof catalogue]): string {
  return [`### ${code}: ${title}`, `*${severity === "error" ? "Error" : "Warning"}.* ${cause}`, `**Fix:** ${fix}`].join("\n\n");
}

describe("docs/diagnostics.md", () => {
  it("says what the catalogue says", async () => {
    await expect(renderPage()).toMatchFileSnapshot(page);
  });

  it("lists every code once, and no other", () => {
    const listed = [...readFileSync(page, "utf8").matchAll(/^### (\w+): /gm)].map(([, code]) => code);
    expect(listed).toEqual(Object.keys(catalogue));
  });
});

describe("the catalogue", () => {
  it("is sorted, and speaks in sentences", () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogue).sort());
    for (const [code, { title, cause, fix }] of Object.entries(catalogue)) {
      expect(code).toMatch(/^SPEC[1-6]\d{3}$/);
      expect(title).not.toMatch(/\.$/);
      expect(cause).toMatch(/\.$/);
      expect(fix).toMatch(/\.$/);
    }
  });
});
