import { array, assert, nat, property, tuple } from "fast-check";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../../generator/diagnostics/catalogue.js";
import { formatDiagnostic } from "../../../generator/diagnostics/format.js";
import { readProject } from "../../../generator/reader/read-project.js";
import { projectFolder } from "./project-folder.js";
import { issueText } from "./read-model.js";

const before = [
  "interface Address { street: string; geo?: { lat: number & Index }; lines: readonly (string | null)[] }",
  'type Status = ("open" | "done") & Index;',
  "enum Tier { Free }",
].join("\n");
const members = [
  "/** Prose. @deprecated no */ title!: string & MaxLength<200> & Unique;",
  'status: Status = "open";',
  "seats: (Int & Min<1> & Max<9>) | null = -1;",
  'address: Address = { street: "a", lines: ["b", null] };',
  "tags: Array<string> = [] as const;",
  "readonly tier?: Tier;",
  "due: Date | null = null;",
];
const text = issueText(members.join("\n"), { before, options: '{ indexes: [["title", "due"]], unique: [["status", "title"]] }' });
const tokens = text.match(/\w+|\s+|[^\w\s]/g) ?? [];

/** The model with some of its tokens dropped, repeated or replaced by others. */
const mangled = array(tuple(nat(tokens.length - 1), nat(tokens.length - 1), nat(3)), { minLength: 1, maxLength: 6 }).map((edits) => {
  const result = [...tokens];
  for (const [at, other, drop] of edits) result.splice(at, drop, ...(drop === 3 ? [] : [tokens[other] ?? ""]));
  return result.join("");
});

describe("a model that makes no sense", () => {
  it("is told about, and never a crash", () => {
    const root = projectFolder({ "models/issue.ts": text });
    const read = (source: string): ReturnType<typeof readProject> => {
      writeFileSync(path.join(root, "models/issue.ts"), source);
      return readProject({ root, config: { models: "models" } });
    };
    assert(
      property(mangled, (source) => {
        const { diagnostics } = read(source);
        expect(read(source).diagnostics).toEqual(diagnostics);
        for (const diagnostic of diagnostics) {
          expect(catalogue).toHaveProperty(diagnostic.code);
          expect(formatDiagnostic(diagnostic, { colour: false })).not.toContain("undefined can");
        }
      }),
      { numRuns: 300 },
    );
  });
});
