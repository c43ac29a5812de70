import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginOwnFiles } from "../../../generator/emitters/begin-own-files.js";
import { emitOwnFiles } from "../../../generator/emitters/own-files.js";
import { model } from "./model-ir.js";

const many = Array.from({ length: 200 }, (_, n) => model(`Issue${n}`));
const theirs = [{ path: "generated/theirs.ts", text: "theirs", kind: "generated" }];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "specstar-thread-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A module that a thread runs, which sends `theirs` in the end unless it comes to a bad one. */
function thread(name: string, ...lines: readonly string[]): string {
  const path = join(folder, `${name}.mjs`);
  const send = `port.postMessage(${JSON.stringify(theirs)});`;
  const end = "Atomics.store(isOver, 0, 1);\nAtomics.notify(isOver, 0);";
  writeFileSync(path, ['import { workerData } from "node:worker_threads";', "const { models, port, isOver } = workerData;", "try {", ...lines, send, "} finally {", end, "}"].join("\n"));
  return path;
}

describe("the models' own files", () => {
  it("come from a thread where there are many", () => {
    const path = thread("good", `if (models.length !== ${many.length}) throw new Error("other models");`);
    expect(beginOwnFiles(many, "generated", path)()).toEqual(theirs);
    expect(beginOwnFiles(many.slice(0, 3), "generated", path)()).toEqual(emitOwnFiles(many.slice(0, 3), "generated"));
  });

  it("are there all the same when the thread fails or there is none", () => {
    const expected = emitOwnFiles(many, "generated");
    expect(beginOwnFiles(many, "generated", thread("bad", 'throw new Error("no");'))()).toEqual(expected);
    expect(beginOwnFiles(many, "generated", join(folder, "none.mjs"))()).toEqual(expected);
  });
});
